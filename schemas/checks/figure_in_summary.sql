-- level: error
-- key: summary
-- message: holds the number {number}; a register holds identity only: figures are claims and days are milestones of a source
WITH found AS (
    SELECT operation_id, regexp_extract(summary, '(^|[^0-9])([0-9]{1,3}|[0-9]{5,}|(0[0-9]|1[0-8]|2[1-9]|[3-9][0-9])[0-9]{2})([^0-9]|$)', 2) AS number
    FROM operations
)
SELECT 'operations' AS table_name, operation_id AS id, number FROM found WHERE number <> ''
