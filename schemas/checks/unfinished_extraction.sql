-- level: error
-- key: note
-- message: is the note of a file that is not filled in yet; code its rows, then remove the note
SELECT 'sources' AS table_name, source_id AS id
FROM sources
WHERE note LIKE 'New: no row coded yet%'
