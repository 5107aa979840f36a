-- level: error
-- key: value
-- message: says what claim {first} of this source says ({metric} {place}); keep one, or say in its subset or basis what sets it apart
WITH said AS (
    SELECT claim_id, no, metric, place,
        min(no) OVER (PARTITION BY source_id, operation_id, metric, place, subset, qualifier, value, value_to, vague_word, basis, as_of, said_by) AS first
    FROM claims
    WHERE status = 'accepted'
)
SELECT 'claims' AS table_name, claim_id AS id, first, metric, place
FROM said
WHERE no > first
