-- level: error
-- key: text_sha256
-- message: is also the text of {first}; one page is one source
SELECT 'sources' AS table_name, s.source_id AS id, f.first
FROM sources s
JOIN (
    SELECT text_sha256, min(source_id) AS first FROM sources
    WHERE text_sha256 IS NOT NULL GROUP BY text_sha256 HAVING count(*) > 1
) f ON f.text_sha256 = s.text_sha256
WHERE s.source_id <> f.first
