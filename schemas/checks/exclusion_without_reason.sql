-- level: error
-- key: exclusion_reason
-- message: {what}
WITH RECURSIVE numbered AS (
    SELECT code, row_number() OVER (ORDER BY code) AS n FROM codes WHERE list = 'exclusion_reasons'
),
joined AS ( -- engines have no name in common for the function that joins texts in order
    SELECT n, code AS codes FROM numbered WHERE n = 1
    UNION ALL
    SELECT c.n, j.codes || ', ' || c.code FROM joined j JOIN numbered c ON c.n = j.n + 1
),
reasons AS (
    SELECT max(codes) AS codes FROM joined
)
SELECT 'decisions' AS table_name, decision_id AS id,
    CASE WHEN kind = 'excluded' THEN 'is missing; an exclusion needs a reason out of ' || reasons.codes
        ELSE 'is ''' || exclusion_reason || ''', but ' || kind || ' is no exclusion; leave it out' END AS what
FROM decisions CROSS JOIN reasons
WHERE (kind = 'excluded') <> (exclusion_reason IS NOT NULL)
