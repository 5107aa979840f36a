-- level: error
-- key: text_sha256
-- message: is missing, or the text's length is; a text that was held is known by both
SELECT 'sources' AS table_name, source_id AS id
FROM sources
WHERE reading IN ('full_text', 'excerpt') AND (text_sha256 IS NULL OR text_chars IS NULL)
