-- The figures of each operation as a whole, side by side; best is empty where it is contested.
WITH figures AS (
    SELECT operation_id, metric, CASE WHEN is_contested THEN NULL ELSE best END AS best, n_origins, flag
    FROM estimates
    WHERE place = 'ALL' AND time_window = 'all'
)
SELECT o.operation_id, o.kind, o.reach, o.place, o.scope, o.year, o.is_countable,
    max(f.best) FILTER (f.metric = 'arrests') AS arrests_best,
    max(f.n_origins) FILTER (f.metric = 'arrests') AS arrests_origins,
    max(f.flag) FILTER (f.metric = 'arrests') AS arrests_flag,
    max(f.best) FILTER (f.metric = 'suspects_identified') AS suspects_identified_best,
    max(f.n_origins) FILTER (f.metric = 'suspects_identified') AS suspects_identified_origins,
    max(f.flag) FILTER (f.metric = 'suspects_identified') AS suspects_identified_flag,
    max(f.best) FILTER (f.metric = 'suspects_investigated') AS suspects_investigated_best,
    max(f.n_origins) FILTER (f.metric = 'suspects_investigated') AS suspects_investigated_origins,
    max(f.flag) FILTER (f.metric = 'suspects_investigated') AS suspects_investigated_flag,
    max(f.best) FILTER (f.metric = 'persons_charged') AS persons_charged_best,
    max(f.n_origins) FILTER (f.metric = 'persons_charged') AS persons_charged_origins,
    max(f.flag) FILTER (f.metric = 'persons_charged') AS persons_charged_flag,
    max(f.best) FILTER (f.metric = 'persons_convicted') AS persons_convicted_best,
    max(f.n_origins) FILTER (f.metric = 'persons_convicted') AS persons_convicted_origins,
    max(f.flag) FILTER (f.metric = 'persons_convicted') AS persons_convicted_flag,
    max(f.best) FILTER (f.metric = 'searches') AS searches_best,
    max(f.n_origins) FILTER (f.metric = 'searches') AS searches_origins,
    max(f.flag) FILTER (f.metric = 'searches') AS searches_flag,
    max(f.best) FILTER (f.metric = 'children_safeguarded') AS children_safeguarded_best,
    max(f.n_origins) FILTER (f.metric = 'children_safeguarded') AS children_safeguarded_origins,
    max(f.flag) FILTER (f.metric = 'children_safeguarded') AS children_safeguarded_flag,
    max(f.best) FILTER (f.metric = 'victims_identified') AS victims_identified_best,
    max(f.n_origins) FILTER (f.metric = 'victims_identified') AS victims_identified_origins,
    max(f.flag) FILTER (f.metric = 'victims_identified') AS victims_identified_flag,
    max(f.best) FILTER (f.metric = 'countries_participating') AS countries_participating_best,
    max(f.n_origins) FILTER (f.metric = 'countries_participating') AS countries_participating_origins,
    max(f.flag) FILTER (f.metric = 'countries_participating') AS countries_participating_flag,
    max(f.best) FILTER (f.metric = 'platform_members') AS platform_members_best,
    max(f.n_origins) FILTER (f.metric = 'platform_members') AS platform_members_origins,
    max(f.flag) FILTER (f.metric = 'platform_members') AS platform_members_flag
FROM operations o
LEFT JOIN figures f USING (operation_id)
GROUP BY ALL
