-- level: warning
-- key: agency_id
-- message: {agency_id} existed {span}, but the operation ran {first_year} to {last_year}; name the body of that time, with a note
WITH spans AS (
    SELECT o.operation_id,
        year(coalesce(min(m.date_earliest), o.announced_earliest)) AS first_year,
        year(coalesce(max(m.date_latest), o.announced_latest)) AS last_year
    FROM operations o
    LEFT JOIN milestones m ON m.operation_id = o.operation_id
    WHERE o.kind <> 'programme'
    GROUP BY o.operation_id, o.announced_earliest, o.announced_latest
)
SELECT 'operation_agencies' AS table_name, r.id, r.agency_id, concat_ws(' ', 'from ' || a.founded, 'until ' || a.dissolved) AS span,
    d.first_year, d.last_year
FROM operation_agencies r
JOIN agencies a ON a.agency_id = r.agency_id
JOIN spans d ON d.operation_id = r.operation_id
WHERE r.role <> 'announced' AND (CAST(a.founded AS INTEGER) > d.last_year OR CAST(a.dissolved AS INTEGER) < d.first_year)
