-- level: warning
-- key: parent_id
-- message: is missing; a phase has a parent, a predecessor or a successor
SELECT 'operations' AS table_name, operation_id AS id
FROM operations
WHERE kind = 'phase' AND parent_id IS NULL AND predecessor_id IS NULL
    AND operation_id NOT IN (SELECT predecessor_id FROM operations WHERE predecessor_id IS NOT NULL)
