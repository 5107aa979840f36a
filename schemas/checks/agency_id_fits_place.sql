-- level: error
-- key: place
-- message: does not fit the id; '{id}' begins with its country's code in lower case, or with int- and has none
SELECT 'agencies' AS table_name, agency_id AS id
FROM agencies
WHERE substr(agency_id, 1, 3) <> lower(coalesce(place, 'INT'))
