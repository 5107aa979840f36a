-- level: error
-- key: url
-- message: is the address of a hidden service; leave it null and say so in the note
SELECT 'sources' AS table_name, source_id AS id
FROM sources
WHERE regexp_like(lower(url), '[.]oni[o]n')
