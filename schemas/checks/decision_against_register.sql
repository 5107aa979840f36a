-- level: warning
-- key: subject
-- message: says '{kind}' of {subject}, but {fact}; correct the decision, or remove it
WITH judged AS (
    SELECT d.decision_id, d.kind, d.subject,
        CASE
            WHEN d.kind = 'two_voices' AND (s.source_id IS NULL OR t.source_id IS NULL) THEN 'it takes two sources that are coded'
            WHEN d.kind = 'two_voices' AND s.origin = t.origin THEN 'both sources are the voice of ' || s.origin
            WHEN d.kind = 'withheld' AND s.title IS NOT NULL AND s.url IS NOT NULL THEN 'its title and its url are given'
        END AS fact
    FROM decisions d
    LEFT JOIN sources s ON s.source_id = d.subject
    LEFT JOIN sources t ON t.source_id = d.object
)
SELECT 'decisions' AS table_name, decision_id AS id, kind, subject, fact
FROM judged
WHERE fact IS NOT NULL
