-- level: error
-- message: holds a form that is withheld ({reason}); leave it out and say so in the note
SELECT p.table_name, p.id, p."key", w.reason
FROM phrases p
JOIN withheld w ON w.sha256 = p.sha256
