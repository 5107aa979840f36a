-- level: error
-- key: place
-- message: {wrong}
SELECT 'operations' AS table_name, operation_id AS id,
    CASE WHEN reach = 'national' THEN 'is missing; a national operation has the country whose authorities acted'
        ELSE 'is given; an international operation has none' END AS wrong
FROM operations
WHERE (reach = 'national') <> (place IS NOT NULL)
