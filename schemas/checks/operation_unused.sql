-- level: error
-- message: no source has a row about it and no operation is its part or follows it; code a source or remove the row
SELECT 'operations' AS table_name, o.operation_id AS id
FROM operations o
WHERE o.n_sources = 0
  AND NOT EXISTS (SELECT * FROM operations p WHERE p.parent_id = o.operation_id OR p.predecessor_id = o.operation_id)
