-- level: error
-- message: holds '{found}', which was to be replaced; write what is meant, or leave it out
WITH searched AS (
    SELECT table_name, id, "key", regexp_extract(text, '(TODO|TBD|FIXME|XXX|[?][?][?])', 1) AS found
    FROM texts
    WHERE words = 'own'
)
SELECT table_name, id, "key", found FROM searched WHERE found <> ''
