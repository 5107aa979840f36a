-- level: error
-- key: code
-- message: '{code}' is not in the list {attribute}; see data/curated/codes/{attribute}.csv
SELECT 'operation_attributes' AS table_name, a.id, a.code, a.attribute
FROM operation_attributes a
LEFT JOIN codes c ON c.list = a.attribute AND c.code = a.code
WHERE c.code IS NULL
