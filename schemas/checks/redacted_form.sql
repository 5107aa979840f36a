-- level: error
-- message: holds a form of the redaction list ({reason}); leave it out and say so in the note
SELECT p.table_name, p.id, p."key", w.reason
FROM phrases p
JOIN redactions w ON w.sha256 = p.sha256
