-- Every figure in conflict, with every claim that it rests on and whether that claim supports the best value.
-- The claims of a window are chosen as in scripts/compute/estimates.py; a test holds the two together. By itself in DuckDB it
-- wants SQLite's name of a function first: CREATE MACRO julianday(day) AS julian(day);
WITH counted AS (
    SELECT c.operation_id, c.metric, c.place, c.claim_id, c.value, c.qualifier, c.low, c.high, s.source_id, s.publisher, s.origin,
        c.basis = 'action_day' AS of_one_day,
        coalesce(julianday(coalesce(c.as_of_latest, s.published_latest)) - julianday(o.announced_on) > 30, 1 = 0) AS is_late
    FROM claims c
    JOIN sources s ON s.source_id = c.source_id
    JOIN operations o ON o.operation_id = c.operation_id
    WHERE c.status = 'accepted' AND c.subset IS NULL AND c.basis IN ('cumulative', 'unclear', 'action_day')
),
on_one_basis AS (
    SELECT * FROM counted c
    WHERE NOT of_one_day OR NOT EXISTS (
        SELECT 1 FROM counted other
        WHERE other.operation_id = c.operation_id AND other.metric = c.metric AND other.place = c.place AND NOT other.of_one_day
    )
),
in_window AS (
    SELECT 'announcement' AS "window", c.* FROM on_one_basis c WHERE NOT is_late
    UNION ALL
    SELECT 'latest', c.* FROM on_one_basis c
    WHERE is_late OR NOT EXISTS (
        SELECT 1 FROM on_one_basis late
        WHERE late.operation_id = c.operation_id AND late.metric = c.metric AND late.place = c.place AND late.is_late
    )
)
SELECT e.operation_id, e.metric, e.place, e."window", e.low, e.best, e.high,
    c.claim_id, c.source_id, c.publisher, c.origin, c.value, c.qualifier, c.low AS claim_low, c.high AS claim_high,
    coalesce(c.value = e.best, 1 = 0) OR (c.low <= e.best AND (c.high IS NULL OR c.high >= e.best)) AS supports_best
FROM estimates e
JOIN in_window c ON c.operation_id = e.operation_id AND c.metric = e.metric AND c.place = e.place AND c."window" = e."window"
WHERE e.in_conflict
