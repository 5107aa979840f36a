-- level: error
-- key: note
-- message: is missing; a source without a url says why
SELECT 'sources' AS table_name, source_id AS id
FROM sources
WHERE url IS NULL AND note IS NULL
