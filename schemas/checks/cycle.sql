-- level: error
-- message: '{id}' comes back to itself; a line of {link} has an end
WITH RECURSIVE links AS (
    SELECT 'operations' AS table_name, 'parent_id' AS link, operation_id AS child, parent_id AS parent FROM operations
    UNION ALL SELECT 'operations', 'predecessor_id', operation_id, predecessor_id FROM operations
    UNION ALL SELECT 'agencies', 'parent_id', agency_id, parent_id FROM agencies
    UNION ALL SELECT 'agencies', 'successions', predecessor_id, successor_id FROM agency_successions
    UNION ALL SELECT 'sources', 'derived_from', source_id, derived_from FROM sources
    UNION ALL SELECT 'claims', 'corrects', claim_id, corrects FROM claims
),
walk AS (
    SELECT table_name, link, child, parent, concat('>', parent, '>') AS met FROM links WHERE parent IS NOT NULL
    UNION ALL
    SELECT w.table_name, w.link, w.child, l.parent, concat(w.met, l.parent, '>')
    FROM walk w
    JOIN links l ON l.table_name = w.table_name AND l.link = w.link AND l.child = w.parent
    WHERE l.parent IS NOT NULL AND w.child <> w.parent AND instr(w.met, concat('>', l.parent, '>')) = 0
)
SELECT DISTINCT table_name, child AS id, link, CASE WHEN link = 'successions' THEN '' ELSE link END AS "key"
FROM walk
WHERE child = parent
