-- level: warning
-- key: derived_from
-- message: shares {n_shared} of {n_shorter} claims with {other_id}; link the two (derived_from, credits), or decide that they are two voices
WITH printed AS (
    SELECT DISTINCT source_id, operation_id, concat_ws(' ', metric, place, subset, qualifier, value, vague_word) AS claim
    FROM claims
    WHERE status = 'accepted'
),
sized AS (SELECT *, count(*) OVER (PARTITION BY source_id, operation_id) AS n FROM printed),
pairs AS (
    SELECT a.source_id, b.source_id AS other_id, count(*) AS n_shared, least(a.n, b.n) AS n_shorter
    FROM sized a
    JOIN sized b ON b.operation_id = a.operation_id AND b.claim = a.claim AND b.source_id > a.source_id
    GROUP BY a.source_id, b.source_id, a.operation_id, a.n, b.n
    HAVING count(*) >= 5 AND count(*) >= 0.8 * least(a.n, b.n)
),
decided AS (
    SELECT subject, object FROM decisions WHERE kind = 'two_voices'
    UNION ALL SELECT object, subject FROM decisions WHERE kind = 'two_voices'
)
SELECT 'sources' AS table_name, p.source_id AS id, p.other_id, p.n_shared, p.n_shorter
FROM pairs p
JOIN sources a ON a.source_id = p.source_id
JOIN sources b ON b.source_id = p.other_id AND b.origin <> a.origin
WHERE NOT EXISTS (SELECT * FROM source_credits c WHERE c.source_id = a.source_id AND c.publisher_id IN (b.publisher_id, b.origin))
    AND NOT EXISTS (SELECT * FROM source_credits c WHERE c.source_id = b.source_id AND c.publisher_id IN (a.publisher_id, a.origin))
    AND NOT EXISTS (
        SELECT * FROM decided d JOIN decided e ON d.object IN (e.subject, e.object)
        WHERE d.subject = a.source_id AND e.subject = b.source_id
    )
