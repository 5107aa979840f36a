-- level: warning
-- message: {number} does not stand in '{evidence}', in digits or words; correct the number, or give the evidence that carries it
WITH words AS (
    SELECT n, said FROM (VALUES
        (1, 'one|a|an|un|une|uno|una|um|uma|eine|ein'),
        (2, 'two|second|both|pair|couple|deux|dos|dois|duas|due|zwei'),
        (3, 'three|third|trois|tres|três|tre|drei'),
        (4, 'four|fourth|quatre|cuatro|quatro|quattro|vier'),
        (5, 'five|fifth|cinq|cinco|cinque|fünf'),
        (6, 'six|sixth|seis|sei|sechs'),
        (7, 'seven|seventh|sept|siete|sete|sette|sieben'),
        (8, 'eight|eighth|huit|ocho|oito|otto|acht'),
        (9, 'nine|ninth|neuf|nueve|nove|neun'),
        (10, 'ten|tenth|dix|diez|dez|dieci|zehn|dizaine|decena|decina'),
        (11, 'eleven|onze|once|undici|elf'),
        (12, 'twelve|douze|doce|doze|dodici|zwölf'),
        (13, 'thirteen|treize|trece|treze|tredici|dreizehn'),
        (14, 'fourteen|fortnight|quatorze|catorce|catorze|quattordici|vierzehn'),
        (15, 'fifteen|quinze|quince|quindici|fünfzehn|quinzaine|quincena|quindicina'),
        (16, 'sixteen|seize|dieciséis|dezesseis|sedici|sechzehn'),
        (17, 'seventeen|diecisiete|dezessete|diciassette|siebzehn'),
        (18, 'eighteen|dieciocho|dezoito|diciotto|achtzehn'),
        (19, 'nineteen|diecinueve|dezenove|diciannove|neunzehn'),
        (20, 'twenty|vingt|veinte|vinte|venti|zwanzig|vingtaine|veintena|ventina'),
        (30, 'thirty|trente|treinta|trinta|trenta|dreißig|trentaine|treintena|trentina'),
        (40, 'forty|quarante|cuarenta|quarenta|quaranta|vierzig|quarantaine|quarantina'),
        (50, 'fifty|cinquante|cincuenta|cinquenta|cinquanta|fünfzig|cinquantaine|cincuentena|cinquantina'),
        (60, 'sixty|soixante|sesenta|sessenta|sessanta|sechzig|soixantaine'),
        (70, 'seventy|setenta|settanta|siebzig'),
        (80, 'eighty|ochenta|oitenta|ottanta|achtzig'),
        (90, 'ninety|noventa|novanta|neunzig'),
        (100, 'hundred|hundert|cent|centaine|cien|cem|cento|centinaio'),
        (200, 'doscientos|doscientas|duzentos|duzentas|duecento')
    ) AS list(n, said)
),
compounds AS (
    SELECT n, said FROM words
    UNION ALL
    SELECT t.n + o.n, '(' || t.said || ')( y | e | et |[- ])?(' || o.said || ')|(' || o.said || ')und(' || t.said || ')'
    FROM words t
    CROSS JOIN words o
    WHERE t.n > 19 AND o.n < 10
),
units AS (
    SELECT size, unit, metric FROM (VALUES
        (1, NULL, NULL),
        (12, 'dozen|douzaines?|docenas?|dúzias?|dozzin[ae]|dutzend', NULL),
        (100, 'hundred|hundert', NULL),
        (1000, 'k|thousand|mille|mil|mila|tausend', NULL),
        (100000, 'lakh', NULL),
        (1000000, 'm|million|millions|mio|millionen|millón|millones|milhão|milhões|milione|milioni', NULL),
        (10000000, 'crore', NULL),
        (1000000000, 'billion|milliards?|milliarden?', NULL),
        (1000, 'terabytes?|tb|téraoctets?|trillion bytes', 'data_volume_gb'),
        (1000000, 'petabytes?|pb', 'data_volume_gb'),
        (7, 'weeks?|semaines?|semanas?|wochen?|settiman[ae]', 'duration_days'),
        (12, 'years?|ans?|années?|años?|anos?|ann[oi]|jahre?n?', 'duration_months')
    ) AS list(size, unit, metric)
),
figures AS (
    SELECT claim_id, metric, 'value' AS "key", value AS number, evidence FROM claims WHERE status = 'accepted' AND value > 1
    UNION ALL
    SELECT claim_id, metric, 'value_to', value_to, evidence FROM claims WHERE status = 'accepted' AND value_to > 1
),
readings AS (
    SELECT f.claim_id, f."key", lower(f.evidence) AS evidence, u.unit,
        CAST(floor(f.number / u.size) AS BIGINT) AS n,
        CAST((f.number % u.size) * 1000 / u.size AS BIGINT) AS thousandths
    FROM figures f
    JOIN units u ON coalesce(u.metric, f.metric) = f.metric AND f.number * 10 >= u.size AND (f.number % u.size) * 1000 % u.size = 0
),
digits AS (
    SELECT claim_id, "key", evidence, unit,
        CASE WHEN n < 1000 THEN CAST(n AS VARCHAR)
            WHEN n < 1000000 THEN CAST(CAST(floor(n / 1000) AS BIGINT) AS VARCHAR) || '[^0-9a-z]?' || lpad(CAST(n % 1000 AS VARCHAR), 3, '0')
            ELSE CAST(CAST(floor(n / 1000000) AS BIGINT) AS VARCHAR) || '[^0-9a-z]?'
                || lpad(CAST(CAST(floor(n / 1000) AS BIGINT) % 1000 AS VARCHAR), 3, '0') || '[^0-9a-z]?' || lpad(CAST(n % 1000 AS VARCHAR), 3, '0')
        END || CASE WHEN thousandths = 0 THEN '' ELSE '[.,]' || regexp_replace(lpad(CAST(thousandths AS VARCHAR), 3, '0'), '0+$', '') || '0*' END AS printed
    FROM readings
),
in_digits AS (
    SELECT DISTINCT claim_id, "key"
    FROM digits
    WHERE regexp_like(evidence, '(^|[^0-9.,]|[^0-9][.,])' || printed
        || coalesce('[- ]?(' || unit || ')($|[^a-zß-ÿ])', '($|[^0-9.,]|[.,]($|[^0-9]))'))
),
in_words AS (
    SELECT r.claim_id, r."key"
    FROM readings r
    LEFT JOIN compounds c ON c.n = r.n
    WHERE NOT EXISTS (SELECT * FROM in_digits d WHERE d.claim_id = r.claim_id AND d."key" = r."key")
        AND regexp_like(r.evidence, '(^|[^a-zß-ÿ])(' || CASE
            WHEN r.unit IS NULL THEN c.said
            WHEN r.n = 0 AND r.thousandths = 250 THEN 'quarter( of)?( a)? (' || r.unit || ')'
            WHEN r.n = 0 AND r.thousandths = 500 THEN 'half( an?)? (' || r.unit || ')'
            WHEN r.thousandths = 500 THEN '(' || c.said || ')( and a half (' || r.unit || ')| (' || r.unit || ') and a half)'
            WHEN r.n = 1 AND r.thousandths = 0 THEN r.unit
            WHEN r.thousandths = 0 THEN '(' || c.said || ')[- ]?(' || r.unit || ')'
        END || ')($|[^a-zß-ÿ])')
)
SELECT 'claims' AS table_name, f.claim_id AS id, f."key", f.number, f.evidence
FROM figures f
LEFT JOIN (SELECT claim_id, "key" FROM in_digits UNION ALL SELECT claim_id, "key" FROM in_words) c ON c.claim_id = f.claim_id AND c."key" = f."key"
WHERE c.claim_id IS NULL
