-- level: warning
-- key: subject
-- message: says '{kind}' of {subject} and {object}, but the registers and extractions do not; carry it out, or replace it by a later decision
SELECT 'decisions' AS table_name, d.decision_id AS id, d.kind, d.subject, coalesce(d.object, 'itself') AS object
FROM decisions d
JOIN operations o ON o.operation_id = d.subject
LEFT JOIN operations t ON t.operation_id = d.object
WHERE CASE d.kind
        WHEN 'part_of' THEN o.parent_id IS DISTINCT FROM t.operation_id
        WHEN 'series' THEN o.parent_id IS DISTINCT FROM t.operation_id AND o.predecessor_id IS DISTINCT FROM t.operation_id
        WHEN 'same' THEN EXISTS (SELECT * FROM claims c WHERE c.operation_id = o.operation_id AND c.status = 'accepted')
        WHEN 'different' THEN o.parent_id = t.operation_id OR t.parent_id = o.operation_id
        WHEN 'excluded' THEN true
    END
    AND (t.operation_id IS NOT NULL OR d.kind = 'excluded')
    AND NOT EXISTS (SELECT * FROM decisions later WHERE contains(later.reason, 'Replaces ' || d.decision_id))
