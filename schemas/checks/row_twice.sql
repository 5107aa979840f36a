-- level: error
-- message: says the same as row {first} of this source ({what}); one row for each
WITH stated AS (
    SELECT 'operation_countries' AS table_name, id, 'role' AS "key", source_id, operation_id, no, concat_ws(' ', place, role) AS what FROM operation_countries
    UNION ALL SELECT 'operation_agencies', id, 'role', source_id, operation_id, no, concat_ws(' ', agency_id, role) FROM operation_agencies
    UNION ALL SELECT 'operation_attributes', id, 'code', source_id, operation_id, no, concat_ws(' ', attribute, code) FROM operation_attributes
    UNION ALL SELECT 'names', id, 'name', source_id, operation_id, no, concat_ws(' ', name, language) FROM names
    UNION ALL SELECT 'milestones', milestone_id, 'date', source_id, operation_id, no, concat_ws(' ', milestone, "date") FROM milestones
),
counted AS (
    SELECT table_name, id, "key", what, no, min(no) OVER (PARTITION BY table_name, source_id, operation_id, what) AS first
    FROM stated
)
SELECT table_name, id, "key", what, first
FROM counted
WHERE no > first
