-- level: warning
-- key: subject
-- message: says '{kind}' of {subject} and {object}, but the registers and extractions do not; carry it out, or replace it by a later decision
WITH standing AS (
    FROM decisions d SELECT d.*
    WHERE NOT EXISTS (SELECT 1 FROM decisions later WHERE later.reason LIKE '%Replaces ' || d.decision_id || '%')
)
SELECT 'decisions' AS table_name, d.decision_id AS id, d.kind, d.subject, coalesce(d.object, 'itself') AS object
FROM standing d
LEFT JOIN operations o ON o.operation_id = d.subject
LEFT JOIN operations t ON t.operation_id = d.object
WHERE (d.kind = 'part_of' AND t.operation_id IS NOT NULL AND o.operation_id IS NOT NULL AND o.parent_id IS DISTINCT FROM d.object)
    OR (d.kind = 'series' AND t.operation_id IS NOT NULL AND o.operation_id IS NOT NULL
        AND o.parent_id IS DISTINCT FROM d.object AND o.predecessor_id IS DISTINCT FROM d.object)
    OR (d.kind = 'same' AND t.operation_id IS NOT NULL AND EXISTS (SELECT 1 FROM claims c WHERE c.operation_id = d.subject AND c.status = 'accepted'))
    OR (d.kind = 'different' AND (o.parent_id = d.object OR t.parent_id = d.subject))
    OR (d.kind = 'excluded' AND o.operation_id IS NOT NULL)
