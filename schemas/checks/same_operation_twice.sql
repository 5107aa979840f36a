-- level: warning
-- key: operation_id
-- message: has action day, agencies and figures in common with {other_id}; join them, link them, or decide that they are two
WITH days AS (
    SELECT DISTINCT operation_id, date_earliest AS day FROM milestones WHERE milestone = 'action' AND date_precision = 'day'
),
figures AS (
    SELECT DISTINCT operation_id, metric, value FROM claims WHERE place = 'ALL' AND subset IS NULL AND value >= 10
),
alike AS (
    SELECT DISTINCT a.operation_id, b.operation_id AS other_id FROM days a JOIN days b ON b.day = a.day AND a.operation_id < b.operation_id
),
shared AS (
    SELECT p.operation_id, p.other_id,
        (SELECT count(*) FROM figures f JOIN figures g ON g.operation_id = p.other_id AND g.metric = f.metric AND g.value = f.value
            WHERE f.operation_id = p.operation_id) AS n_figures,
        (SELECT count(DISTINCT r.agency_id) FROM operation_agencies r JOIN operation_agencies s ON s.operation_id = p.other_id AND s.agency_id = r.agency_id
            WHERE r.operation_id = p.operation_id) AS n_agencies
    FROM alike p
)
SELECT 'operations' AS table_name, s.operation_id AS id, s.other_id
FROM shared s
JOIN operations o ON o.operation_id = s.operation_id
JOIN operations t ON t.operation_id = s.other_id
WHERE s.n_figures >= 2 AND s.n_agencies >= 1 AND o.root_id <> t.root_id
    AND NOT EXISTS (
        SELECT 1 FROM decisions d
        WHERE d.subject IN (s.operation_id, s.other_id) AND d.object IN (s.operation_id, s.other_id)
    )
