-- level: error
-- key: date
-- message: {milestone} {date} is before started {started} in the same source; an operation starts before it is announced or ends
SELECT 'milestones' AS table_name, b.milestone_id AS id, b.milestone, b.date, a.date AS started
FROM milestones a
JOIN milestones b ON b.source_id = a.source_id AND b.operation_id = a.operation_id
WHERE a.milestone = 'started' AND b.milestone IN ('announced', 'ended') AND b.date_latest < a.date_earliest
