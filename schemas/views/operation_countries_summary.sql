-- Places tied to an operation, with the country of a national operation whether or not a source ties it.
WITH ties AS (
    SELECT c.operation_id, c.place, c.role, c.source_id, s.origin
    FROM operation_countries c
    JOIN sources s USING (source_id)
    UNION ALL
    SELECT operation_id, place, 'home', NULL, NULL FROM operations WHERE place IS NOT NULL
)
SELECT operation_id, place,
    bool_or(role = 'home') AS is_home,
    bool_or(role = 'participating') AS is_participating,
    bool_or(role = 'arrests') AS has_arrests,
    bool_or(role = 'searches') AS has_searches,
    bool_or(role = 'suspects') AS has_suspects,
    bool_or(role = 'charged') AS has_charged,
    bool_or(role = 'victims') AS has_victims,
    bool_or(role = 'server') AS has_server,
    bool_or(role = 'operator') AS has_operator,
    bool_or(role = 'mentioned') AS is_mentioned,
    bool_or(role IN ('home', 'participating', 'arrests', 'searches', 'charged')) AS acted,
    count(DISTINCT source_id) AS n_sources,
    count(DISTINCT origin) AS n_origins
FROM ties
GROUP BY operation_id, place
