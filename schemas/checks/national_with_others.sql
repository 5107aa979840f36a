-- level: warning
-- key: place
-- message: {place} takes part in a national operation of {home}; see its role, or whether the operation is international
SELECT 'operation_countries' AS table_name, c.id, c.place, o.place AS home
FROM operation_countries c
JOIN operations o ON o.operation_id = c.operation_id
JOIN places p ON p.place = c.place
WHERE c.role = 'participating' AND c.place <> o.place AND p.kind <> 'group'
