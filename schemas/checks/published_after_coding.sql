-- level: error
-- key: published
-- message: is {published}, after the page was coded ({coded_on}); one of the two dates is wrong
SELECT 'sources' AS table_name, source_id AS id, published, coded_on
FROM sources
WHERE published_earliest > coded_on
