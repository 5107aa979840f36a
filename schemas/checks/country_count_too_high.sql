-- level: warning
-- key: value
-- message: {value} countries are more than there are; see whether countries are meant, and dispute it where the page is wrong
SELECT 'claims' AS table_name, c.claim_id AS id, c.value
FROM claims c
JOIN metrics m ON m.metric = c.metric
WHERE m.unit = 'countries' AND c.status = 'accepted' AND c.low > 193
