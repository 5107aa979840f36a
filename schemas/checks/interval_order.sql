-- level: error
-- key: value
-- message: low {low} is above high {high}; the value or its qualifier is wrong
SELECT 'claims' AS table_name, claim_id AS id, low, high
FROM claims
WHERE low > high
