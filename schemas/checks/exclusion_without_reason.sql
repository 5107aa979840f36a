-- level: error
-- key: exclusion_reason
-- message: {what}
WITH numbered AS (
    SELECT code, row_number() OVER (ORDER BY code) AS n FROM codes WHERE list = 'exclusion_reasons'
),
reasons AS ( -- in one text; engines have no name in common for the function that joins texts in order
    SELECT max(CASE WHEN n = 1 THEN code END)
        || coalesce(', ' || max(CASE WHEN n = 2 THEN code END), '')
        || coalesce(', ' || max(CASE WHEN n = 3 THEN code END), '')
        || coalesce(', ' || max(CASE WHEN n = 4 THEN code END), '')
        || coalesce(', ' || max(CASE WHEN n = 5 THEN code END), '')
        || coalesce(', ' || max(CASE WHEN n = 6 THEN code END), '')
        || coalesce(', ' || max(CASE WHEN n = 7 THEN code END), '')
        || coalesce(', ' || max(CASE WHEN n = 8 THEN code END), '') AS codes
    FROM numbered
)
SELECT 'decisions' AS table_name, decision_id AS id,
    CASE WHEN kind = 'excluded' THEN 'is missing; an exclusion needs a reason out of ' || reasons.codes
        ELSE 'is ''' || exclusion_reason || ''', but ' || kind || ' is no exclusion; leave it out' END AS what
FROM decisions CROSS JOIN reasons
WHERE (kind = 'excluded') <> (exclusion_reason IS NOT NULL)
