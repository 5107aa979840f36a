-- level: error
-- key: note
-- message: is missing; a source that carries no row says why not
SELECT 'sources' AS table_name, source_id AS id
FROM sources
WHERE note IS NULL
  AND source_id NOT IN (
    SELECT source_id FROM claims
    UNION SELECT source_id FROM milestones
    UNION SELECT source_id FROM operation_agencies
    UNION SELECT source_id FROM operation_countries
    UNION SELECT source_id FROM names
)
