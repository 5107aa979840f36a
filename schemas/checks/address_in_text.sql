-- level: error
-- message: holds an address ({found}); name no site and no mail box in a text
SELECT table_name, id, "key", regexp_extract(lower(text), '(://|www[.]|[.]oni[o]n|[a-z0-9._-]+@[a-z0-9-]+[.][a-z])', 1) AS found
FROM texts
WHERE regexp_like(lower(text), '(://|www[.]|[.]oni[o]n|[a-z0-9._-]+@[a-z0-9-]+[.][a-z])')
