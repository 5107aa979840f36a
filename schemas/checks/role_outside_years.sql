-- level: warning
-- key: agency_id
-- message: {agency_id} existed {span}, but the operation ran {ran}; name the body of that time, with a note
WITH spans AS (
    SELECT o.operation_id,
        coalesce(min(m.date_earliest), min(s.published_earliest)) AS first_day,
        coalesce(max(m.date_latest), min(s.published_latest)) AS last_day
    FROM operations o
    LEFT JOIN milestones m ON m.operation_id = o.operation_id
    LEFT JOIN sources s ON s.operation_id = o.operation_id
    WHERE o.kind <> 'programme'
    GROUP BY o.operation_id
)
SELECT 'operation_agencies' AS table_name, r.id, r.agency_id,
    concat_ws(' ', 'from ' || a.founded, 'until ' || a.dissolved) AS span, year(d.first_day) || ' to ' || year(d.last_day) AS ran
FROM operation_agencies r
JOIN agencies a ON a.agency_id = r.agency_id
JOIN spans d ON d.operation_id = r.operation_id
WHERE r.role <> 'announced' AND (CAST(a.founded AS INTEGER) > year(d.last_day) OR CAST(a.dissolved AS INTEGER) < year(d.first_day))
