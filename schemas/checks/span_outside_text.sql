-- level: error
-- key: span
-- message: ends at {span_end}, after the end of the text ({text_chars} characters); correct the offsets
SELECT e.table_name, e.id, e.span_end, s.text_chars
FROM evidence e
JOIN sources s ON s.source_id = e.source_id
WHERE e.span_end > s.text_chars
