-- Lines of succession: from every body to each body that took over its work later, with the bodies between.
WITH RECURSIVE line AS (
    SELECT predecessor_id AS agency_id, successor_id AS later_id, 1 AS steps, predecessor_id || ' > ' || successor_id AS line
    FROM agency_successions
    UNION ALL
    SELECT l.agency_id, s.successor_id, l.steps + 1, l.line || ' > ' || s.successor_id
    FROM line l
    JOIN agency_successions s ON s.predecessor_id = l.later_id
)
SELECT l.agency_id, a.name, l.later_id, b.name AS later_name, l.steps, l.line
FROM line l
JOIN agencies a ON a.agency_id = l.agency_id
JOIN agencies b ON b.agency_id = l.later_id
