-- level: error
-- key: role
-- message: {place} is 'mentioned' and also '{role}' in this source; leave out 'mentioned'
SELECT 'operation_countries' AS table_name, m.id, m.place, min(r.role) AS role
FROM operation_countries m
JOIN operation_countries r ON r.source_id = m.source_id AND r.operation_id = m.operation_id AND r.place = m.place
WHERE m.role = 'mentioned' AND r.role <> 'mentioned'
GROUP BY m.id, m.place
