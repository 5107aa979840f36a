-- Bodies that have a role in one operation, two by two; each is rolled up to its topmost parent and the body of today.
WITH bodies AS (
    SELECT r.operation_id, r.source_id, today.root_id AS body
    FROM operation_agencies r
    JOIN agencies a USING (agency_id)
    JOIN agencies root ON root.agency_id = a.root_id
    JOIN agencies today ON today.agency_id = root.today_id
    WHERE r.role <> 'announced' AND a.kind <> 'unspecified'
)
SELECT a.body AS agency_a, b.body AS agency_b, operation_id, o.year,
    count(DISTINCT a.source_id) FILTER (a.source_id = b.source_id) AS n_sources
FROM bodies a
JOIN bodies b USING (operation_id)
JOIN operations o USING (operation_id)
WHERE a.body < b.body
GROUP BY ALL
