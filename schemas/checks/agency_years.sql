-- level: error
-- key: dissolved
-- message: is {dissolved}, before the body was founded ({founded})
SELECT 'agencies' AS table_name, agency_id AS id, founded, dissolved
FROM agencies
WHERE dissolved < founded
