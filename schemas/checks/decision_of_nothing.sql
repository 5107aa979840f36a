-- level: error
-- key: subject
-- message: '{thing}' is no operation, source, agency, publisher or row of a source; a decision of kind '{kind}' is about one that is there
WITH things AS (
    SELECT operation_id AS id FROM operations UNION ALL SELECT source_id FROM sources
    UNION ALL SELECT agency_id FROM agencies UNION ALL SELECT publisher_id FROM publishers
    UNION ALL SELECT claim_id FROM claims UNION ALL SELECT milestone_id FROM milestones UNION ALL SELECT id FROM names
    UNION ALL SELECT id FROM operation_agencies UNION ALL SELECT id FROM operation_countries UNION ALL SELECT id FROM operation_attributes
    UNION ALL SELECT id FROM source_credits
),
named AS (
    SELECT decision_id, kind, 'subject' AS part, subject AS thing, object FROM decisions
    UNION ALL SELECT decision_id, kind, 'object' AS part, object AS thing, object FROM decisions WHERE object IS NOT NULL
)
SELECT 'decisions' AS table_name, n.decision_id AS id, n.part AS "key", n.kind, n.thing
FROM named n
LEFT JOIN things t ON t.id = n.thing
WHERE t.id IS NULL
    AND (n.kind IN ('part_of', 'series', 'different', 'kept', 'two_voices') OR (n.kind = 'same' AND n.part = 'object'))
