-- level: error
-- key: place
-- message: ALL is no country; name the country or the group
SELECT 'operation_countries' AS table_name, id
FROM operation_countries
WHERE place = 'ALL'
