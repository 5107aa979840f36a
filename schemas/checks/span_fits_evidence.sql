-- level: error
-- key: span
-- message: covers {covered} characters, the evidence has {chars}; correct the offsets
SELECT table_name, id, span_end - span_start AS covered, length(evidence) AS chars
FROM evidence
WHERE span_end - span_start <> length(evidence)
