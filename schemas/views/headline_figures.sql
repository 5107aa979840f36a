-- The headline figures: every count for a whole operation over all its claims, and the page that printed the best value.
SELECT e.operation_id, o.name, o.kind, o.reach, o.place AS country, o.is_countable, o.announced, o.year, e.metric, m.label_en AS label, m.unit,
    e.low, e.best, e.high, e.n_claims, e.n_origins, e.n_statements, e.support, e.flag, e.is_contested, e.in_conflict,
    e.best_claim_id, s.publisher, s.url
FROM estimates e
JOIN operations o ON o.operation_id = e.operation_id
JOIN metrics m ON m.metric = e.metric
LEFT JOIN claims c ON c.claim_id = e.best_claim_id
LEFT JOIN sources s ON s.source_id = c.source_id
WHERE e.place = 'ALL' AND e.time_window = 'all'
