-- level: error
-- message: holds '{found}', which was to be replaced; write what is meant, or leave it out
SELECT table_name, id, "key", regexp_extract(text, '(New: no row coded yet|TODO|TBD|FIXME|XXX|[?][?][?])', 1) AS found
FROM texts
WHERE words = 'own' AND regexp_like(text, '(New: no row coded yet|TODO|TBD|FIXME|XXX|[?][?][?])')
