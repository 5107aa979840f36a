-- level: error
-- key: place
-- message: is missing; a publisher without a place says why in its note
SELECT 'publishers' AS table_name, publisher_id AS id
FROM publishers
WHERE place IS NULL AND note IS NULL
