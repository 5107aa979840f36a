-- level: warning
-- key: operation_id
-- message: is announced {announced} ({announced_basis}), before its first action on {action}; see the dates of its sources
SELECT 'operations' AS table_name, o.operation_id AS id, o.announced, o.announced_basis, min(m.date_earliest) AS action
FROM operations o
JOIN milestones m ON m.operation_id = o.operation_id AND m.milestone = 'action'
GROUP BY o.operation_id, o.announced, o.announced_basis, o.announced_latest
HAVING o.announced_latest < action
