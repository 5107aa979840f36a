-- level: error
-- key: subject
-- message: '{subject}' is excluded here and coded as a source; keep one
SELECT 'decisions' AS table_name, d.decision_id AS id, d.subject
FROM decisions d
JOIN sources s ON s.source_id = d.subject
WHERE d.kind = 'excluded'
