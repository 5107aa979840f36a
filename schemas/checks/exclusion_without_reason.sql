-- level: error
-- key: exclusion_reason
-- message: {what}
SELECT 'decisions' AS table_name, decision_id AS id,
    CASE WHEN kind = 'excluded' THEN 'is missing; an exclusion needs a reason out of ' || reasons.codes
        ELSE 'is ''' || exclusion_reason || ''', but ' || kind || ' is no exclusion; leave it out' END AS what
FROM decisions, (SELECT array_to_string(list_sort(list(code)), ', ') AS codes FROM codes WHERE list = 'exclusion_reasons') AS reasons
WHERE (kind = 'excluded') <> (exclusion_reason IS NOT NULL)
