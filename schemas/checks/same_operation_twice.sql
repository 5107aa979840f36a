-- level: warning
-- key: operation_id
-- message: has action day, agencies and figures in common with {other_id}; join them, link them, or decide that they are two
WITH days AS (
    SELECT o.operation_id, o.root_id, m.date_earliest AS day
    FROM operations o
    JOIN milestones m ON m.operation_id = o.operation_id
    WHERE m.milestone = 'action' AND m.date_precision = 'day'
),
figures AS (
    SELECT operation_id, metric || value AS figure FROM claims WHERE place = 'ALL' AND subset IS NULL AND value >= 10
)
SELECT 'operations' AS table_name, a.operation_id AS id, b.operation_id AS other_id
FROM days a
JOIN days b ON b.day = a.day AND b.root_id > a.root_id
JOIN operation_agencies r ON r.operation_id = a.operation_id
JOIN operation_agencies s ON s.operation_id = b.operation_id AND s.agency_id = r.agency_id
JOIN figures f ON f.operation_id = a.operation_id
JOIN figures g ON g.operation_id = b.operation_id AND g.figure = f.figure
WHERE NOT EXISTS (
    SELECT * FROM decisions d
    WHERE d.subject IN (a.operation_id, b.operation_id) AND d.object IN (a.operation_id, b.operation_id)
)
GROUP BY a.operation_id, b.operation_id
HAVING count(DISTINCT f.figure) >= 2
