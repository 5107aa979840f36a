-- level: error
-- key: span
-- message: is given, but no text was held; leave it out
SELECT table_name, id
FROM evidence
WHERE evidence_kind = 'restated' AND (span_start IS NOT NULL OR span_end IS NOT NULL)
