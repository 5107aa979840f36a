-- level: error
-- key: status_note
-- message: is missing; a claim that is {status} says why
SELECT 'claims' AS table_name, claim_id AS id, status
FROM claims
WHERE status <> 'accepted' AND status_note IS NULL
