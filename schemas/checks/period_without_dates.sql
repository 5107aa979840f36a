-- level: warning
-- key: as_of
-- message: is missing, and no note or subset names the period; say for which the figure stands
SELECT 'claims' AS table_name, claim_id AS id
FROM claims
WHERE basis = 'period' AND note IS NULL AND subset IS NULL AND as_of_precision IS DISTINCT FROM 'interval' AND as_of_precision IS DISTINCT FROM 'year' AND as_of_precision IS DISTINCT FROM 'month'
