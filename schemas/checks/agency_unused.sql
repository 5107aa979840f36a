-- level: error
-- message: no source, agency or succession refers to it; code a role or remove the row
SELECT 'agencies' AS table_name, agency_id AS id
FROM agencies
WHERE agency_id NOT IN (
    SELECT agency_id FROM operation_agencies
    UNION SELECT said_by FROM claims WHERE said_by IS NOT NULL
    UNION SELECT publisher_agency_id FROM sources WHERE publisher_agency_id IS NOT NULL
    UNION SELECT parent_id FROM agencies WHERE parent_id IS NOT NULL
    UNION SELECT predecessor_id FROM agency_successions
    UNION SELECT successor_id FROM agency_successions
)
