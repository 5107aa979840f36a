-- level: error
-- key: span
-- message: is missing; evidence in the source's own words has its offsets [start, end]
SELECT table_name, id
FROM evidence
WHERE evidence_kind = 'verbatim' AND (span_start IS NULL OR span_end IS NULL)
