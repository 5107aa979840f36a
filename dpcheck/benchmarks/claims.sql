-- Invented claims in the fields of claims.schema.json: row i is claim i % 100 + 1 of source i // 100.
WITH invented AS (
    SELECT
        i,
        'example-' || (i // 100) % 1000 AS operation_id,
        'example-' || (i // 100) % 1000 || '--invented-' || i // 100 AS source_id,
        i % 100 + 1 AS "no",
        (hash(i) % 997)::BIGINT AS value,
        i % 20 = 0 AS is_vague,
        i % 20 = 1 AS is_range
    FROM range($n) rows(i)
)
SELECT
    source_id || '.c' || "no" AS claim_id,
    source_id,
    operation_id,
    "no",
    $metrics[1 + i % len($metrics)] AS metric,
    CASE WHEN i % 3 = 0 THEN 'ALL' ELSE $places[1 + i % len($places)] END AS place,
    CASE WHEN i % 5 = 0 THEN 'invented part ' || i % 50 END AS subset,
    CASE WHEN NOT is_vague THEN value END AS value,
    CASE WHEN is_range THEN value + 10 END AS value_to,
    CASE WHEN is_vague THEN 'vague' WHEN is_range THEN 'range' ELSE 'exact' END AS qualifier,
    CASE WHEN is_vague THEN 'dozens' END AS vague_word,
    value AS low,
    CASE WHEN i % 4 > 0 THEN value + 10 END AS high,
    'cumulative' AS basis,
    CASE WHEN i % 3 = 1 THEN '2020-03-16' END AS as_of,
    CASE WHEN i % 3 = 1 THEN DATE '2020-03-16' END AS as_of_earliest,
    CASE WHEN i % 3 = 1 THEN DATE '2020-03-16' END AS as_of_latest,
    CASE WHEN i % 3 = 1 THEN 'day' END AS as_of_precision,
    CASE WHEN i % 3 = 2 THEN $agencies[1 + i % len($agencies)] END AS said_by,
    'invented report ' || i || CASE WHEN i % 10 = 0 THEN ', first part,' ELSE '' END || ' says ' || value || ' in all' AS evidence,
    CASE WHEN i % 4 = 0 THEN 'verbatim' ELSE 'restated' END AS evidence_kind,
    CASE WHEN i % 4 = 0 THEN i % 5000 END AS span_start,
    CASE WHEN i % 4 = 0 THEN i % 5000 + 30 END AS span_end,
    CASE WHEN i % 50 = 0 THEN 'disputed' ELSE 'accepted' END AS status,
    CASE WHEN i % 50 = 0 THEN 'Invented reason, of some words.' END AS status_note,
    CASE WHEN i % 100 = 99 THEN source_id || '.c1' END AS corrects,
    CASE WHEN i % 10 = 0 THEN 'Invented remark of the coder.' END AS note
FROM invented
