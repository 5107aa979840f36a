-- level: error
-- key: as_of
-- message: '{as_of}' is after the page was published ({published}); give the day the figure stood for, or leave it out
SELECT 'claims' AS table_name, c.claim_id AS id, c.as_of, s.published
FROM claims c
JOIN sources s ON s.source_id = c.source_id
WHERE c.as_of_earliest > s.published_latest
