-- level: warning
-- key: value
-- message: {listed} countries are tied as participating in this source, but it states at most {high}; see which list is meant
WITH listed AS (
    SELECT source_id, operation_id, count(DISTINCT place) AS listed
    FROM operation_countries
    WHERE role = 'participating'
    GROUP BY source_id, operation_id
)
SELECT 'claims' AS table_name, c.claim_id AS id, l.listed, c.high
FROM claims c
JOIN listed l ON l.source_id = c.source_id AND l.operation_id = c.operation_id
WHERE c.metric = 'countries_participating' AND c.place = 'ALL' AND c.subset IS NULL AND c.basis = 'cumulative'
  AND c.status = 'accepted' AND c.high < l.listed
  AND NOT EXISTS (
    SELECT * FROM claims d
    WHERE d.source_id = c.source_id AND d.operation_id = c.operation_id AND d.metric = c.metric
      AND d.place = 'ALL' AND d.subset IS NULL AND coalesce(d.high, l.listed) >= l.listed
  )
