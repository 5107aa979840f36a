-- level: error
-- key: place
-- message: is {found}; a national operation has the country whose authorities acted, an international one has none
SELECT 'operations' AS table_name, operation_id AS id, CASE WHEN place IS NULL THEN 'missing' ELSE 'given' END AS found
FROM operations
WHERE (reach = 'national') <> (place IS NOT NULL)
