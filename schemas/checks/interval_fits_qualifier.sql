-- level: error
-- key: qualifier
-- message: the interval {low} to {high} is not what '{qualifier}' makes of {value}; correct scripts/estimates/intervals.py or this check
SELECT 'claims' AS table_name, claim_id AS id, c.low, c.high, c.qualifier, c.value
FROM claims c
JOIN qualifiers q ON q.qualifier = c.qualifier
LEFT JOIN vague_words v ON v.vague_word = c.vague_word
WHERE c.low IS DISTINCT FROM coalesce(v.low, CAST(floor(c.value * q.low_percent / 100) AS BIGINT) + q.low_plus)
   OR c.high IS DISTINCT FROM
      CASE WHEN v.vague_word IS NOT NULL THEN v.high
           ELSE CAST(ceil(coalesce(c.value_to, c.value) * q.high_percent / 100) AS BIGINT) + q.high_plus END
