-- level: warning
-- key: derived_from
-- message: shares {n_shared} of {n_shorter} claims with {other_id}; link the two (derived_from, credits), or decide that they are two voices
WITH printed AS (
    SELECT DISTINCT source_id, operation_id, concat_ws('|', metric, place, coalesce(subset, ''), qualifier, coalesce(CAST(value AS VARCHAR), vague_word)) AS claim
    FROM claims
    WHERE status = 'accepted'
),
sizes AS (SELECT source_id, operation_id, count(*) AS n FROM printed GROUP BY ALL),
pairs AS (
    SELECT a.source_id, b.source_id AS other_id, a.operation_id, count(*) AS n_shared
    FROM printed a
    JOIN printed b ON b.operation_id = a.operation_id AND b.claim = a.claim AND a.source_id < b.source_id
    GROUP BY ALL
    HAVING count(*) >= 5
),
decided AS (
    SELECT subject, object FROM decisions WHERE kind = 'two_voices'
    UNION ALL SELECT object, subject FROM decisions WHERE kind = 'two_voices'
)
SELECT 'sources' AS table_name, p.source_id AS id, p.other_id, p.n_shared, least(s.n, t.n) AS n_shorter
FROM pairs p
JOIN sizes s ON s.source_id = p.source_id AND s.operation_id = p.operation_id
JOIN sizes t ON t.source_id = p.other_id AND t.operation_id = p.operation_id
JOIN sources a ON a.source_id = p.source_id
JOIN sources b ON b.source_id = p.other_id
WHERE p.n_shared >= 0.8 * least(s.n, t.n)
    AND a.origin <> b.origin
    AND NOT EXISTS (SELECT 1 FROM source_credits c WHERE c.source_id = a.source_id AND c.publisher_id IN (b.publisher_id, b.origin))
    AND NOT EXISTS (SELECT 1 FROM source_credits c WHERE c.source_id = b.source_id AND c.publisher_id IN (a.publisher_id, a.origin))
    AND NOT EXISTS (SELECT 1 FROM decided d WHERE d.subject = a.source_id AND d.object = b.source_id)
    AND NOT EXISTS (SELECT 1 FROM decided d JOIN decided e ON e.object = d.object WHERE d.subject = a.source_id AND e.subject = b.source_id)
