-- Operations by country and year; groups of countries and operations without a year have no row.
WITH tied AS (
    SELECT s.place, o.year, s.acted, s.is_home OR s.is_participating AS took_part, o.is_countable, o.reach
    FROM operation_countries_summary s
    JOIN operations o USING (operation_id)
    JOIN places p ON p.place = s.place
    WHERE o.year IS NOT NULL AND p.kind <> 'group'
        AND (s.acted OR s.has_suspects OR s.has_victims OR s.has_server OR s.has_operator)
)
SELECT place, year,
    count(*) AS n_operations,
    count(*) FILTER (took_part) AS n_participating,
    count(*) FILTER (acted) AS n_acting,
    count(*) FILTER (acted AND is_countable) AS n_acting_whole,
    count(*) FILTER (acted AND is_countable AND reach = 'international') AS n_acting_international
FROM tied
GROUP BY place, year
