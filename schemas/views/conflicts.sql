-- Every figure in conflict or contested, with every claim of it, whether that claim counts, and whether it supports best.
SELECT e.operation_id, e.metric, e.place, e.time_window, e.low, e.best, e.high, e.is_contested, e.is_tie,
    c.claim_id, c.source_id, s.publisher, u.origin, c.value, c.qualifier, u.is_counted, u.reason, u.support_low, u.support_high,
    coalesce(u.support_low <= e.best AND e.best <= u.support_high, 1 = 0) AS supports_best
FROM estimates e
JOIN estimate_claims u ON u.operation_id = e.operation_id AND u.metric = e.metric AND u.place = e.place AND u.time_window = e.time_window
JOIN claims c ON c.claim_id = u.claim_id
JOIN sources s ON s.source_id = c.source_id
WHERE e.in_conflict OR e.is_contested
