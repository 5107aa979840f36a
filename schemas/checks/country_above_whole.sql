-- level: warning
-- key: value
-- message: {place} has {low} {metric}, more than the whole operation has in this source ({whole}); see which figure is which
SELECT 'claims' AS table_name, part.claim_id AS id, part.place, part.metric, part.low, max(whole.high) AS whole
FROM claims part
JOIN claims whole
  ON whole.source_id = part.source_id AND whole.operation_id = part.operation_id
 AND whole.metric = part.metric AND whole.basis = part.basis
JOIN places p ON p.place = part.place
WHERE p.kind <> 'group' AND whole.place = 'ALL'
  AND part.subset IS NULL AND whole.subset IS NULL
  AND part.status = 'accepted' AND whole.status = 'accepted'
GROUP BY part.claim_id, part.place, part.metric, part.low
HAVING count(*) = count(whole.high) AND max(whole.high) < part.low
