-- level: warning
-- key: published
-- message: is {published}, before the operation's first event ({first_day}); see both dates
WITH began AS (
    SELECT operation_id, min(date_earliest) AS first_day
    FROM milestones
    GROUP BY operation_id
)
SELECT 'sources' AS table_name, s.source_id AS id, s.published, b.first_day
FROM sources s
JOIN began b ON b.operation_id = s.operation_id
WHERE s.published_latest < b.first_day
