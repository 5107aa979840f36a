-- level: error
-- key: url
-- message: '{url}' is also the address of {first}; one page is one source
SELECT 'sources' AS table_name, s.source_id AS id, s.url, f.first
FROM sources s
JOIN (SELECT url, min(source_id) AS first FROM sources WHERE url IS NOT NULL GROUP BY url HAVING count(*) > 1) f ON f.url = s.url
WHERE s.source_id <> f.first
