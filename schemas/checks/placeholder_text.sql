-- level: error
-- message: holds '{found}', which was to be replaced; write what is meant, or leave it out
SELECT t.table_name, t.id, t."key", regexp_extract(t.text, '(TODO|TBD|FIXME|XXX|[?][?][?])', 1) AS found
FROM texts t
WHERE t.words = 'own' AND regexp_like(t.text, '(TODO|TBD|FIXME|XXX|[?][?][?])')
