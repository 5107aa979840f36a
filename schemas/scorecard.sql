-- One row a measure of quality: what metadata/scorecard.csv keeps of every release.
WITH figures AS (
    SELECT *
    FROM estimates
    JOIN operations USING (operation_id)
    JOIN metrics USING (metric)
    WHERE time_window = 'all' AND estimates.place = 'ALL'
)
SELECT 'sources' AS measure, count(*) AS value FROM sources
UNION ALL BY NAME SELECT 'operations' AS measure, count(*) AS value FROM operations
UNION ALL BY NAME SELECT 'operations_countable' AS measure, count(*) AS value FROM operations WHERE is_countable
UNION ALL BY NAME SELECT 'claims' AS measure, count(*) AS value FROM claims WHERE status = 'accepted'
UNION ALL BY NAME SELECT 'warnings_accepted' AS measure, count(*) AS value FROM decisions WHERE kind = 'accepted'
UNION ALL BY NAME SELECT 'figures' AS measure, count(*) AS value FROM figures
UNION ALL BY NAME SELECT 'share_figures_two_origins' AS measure, avg(CAST(n_origins >= 2 AS INTEGER)) AS value FROM figures
UNION ALL BY NAME SELECT 'share_figures_contested' AS measure, avg(CAST(is_contested AS INTEGER)) AS value FROM figures
UNION ALL BY NAME SELECT 'share_figures_tied' AS measure, avg(CAST(is_tie AS INTEGER)) AS value FROM figures
UNION ALL BY NAME SELECT 'share_sources_dated' AS measure, avg(CAST(published IS NOT NULL AS INTEGER)) AS value FROM sources
UNION ALL BY NAME SELECT 'share_operations_with_year' AS measure, avg(CAST(year IS NOT NULL AS INTEGER)) AS value FROM operations
UNION ALL BY NAME SELECT 'share_agencies_verified' AS measure, avg(CAST(is_verified AS INTEGER)) AS value FROM agencies
