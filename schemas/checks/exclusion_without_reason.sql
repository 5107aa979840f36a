-- level: error
-- key: exclusion_reason
-- message: is given exactly when the decision is an exclusion
SELECT 'decisions' AS table_name, decision_id AS id
FROM decisions
WHERE (kind = 'excluded') <> (exclusion_reason IS NOT NULL)
