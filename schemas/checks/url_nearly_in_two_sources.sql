-- level: warning
-- key: url
-- message: '{url}' is the address of {first} but for scheme, www, slash or tracker; one page is one source
WITH plain AS (
    SELECT source_id, url,
        regexp_replace(regexp_replace(regexp_replace(lower(url), '^https?://(www[.])?', ''), '[?&](utm_|fbclid|gclid|msclkid|mc_cid|igshid|srsltid).*$', ''), '/?(#.*)?$', '') AS page
    FROM sources
)
SELECT 'sources' AS table_name, s.source_id AS id, s.url, min(f.source_id) AS first
FROM plain s
JOIN plain f ON f.page = s.page AND f.url <> s.url AND f.source_id < s.source_id
GROUP BY s.source_id, s.url
