-- level: warning
-- key: date
-- message: ended {date} is before announced {announced} in the same source; see that 'ended' is the operation's end and not an action's
SELECT 'milestones' AS table_name, b.milestone_id AS id, b.date, a.date AS announced
FROM milestones a
JOIN milestones b ON b.source_id = a.source_id AND b.operation_id = a.operation_id
WHERE a.milestone = 'announced' AND b.milestone = 'ended' AND b.date_latest < a.date_earliest
