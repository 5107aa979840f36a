-- level: error
-- message: uses '{found}'; in our own words: child sexual abuse material, suspects, children safeguarded
SELECT table_name, id, "key", regexp_extract(lower(text), '((child|children|infant|kid|kiddie|juvenile)[- ](porn|prostitut|sex tour)[a-z]*|p[a]?edophil[a-z]*)', 1) AS found
FROM texts
WHERE words = 'own'
  AND regexp_like(lower(text), '((child|children|infant|kid|kiddie|juvenile)[- ](porn|prostitut|sex tour)[a-z]*|p[a]?edophil[a-z]*)')
