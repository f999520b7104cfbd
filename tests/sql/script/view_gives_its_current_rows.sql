-- A view over changes is selected as rows, in its place among the answers.
CREATE MATERIALIZED VIEW v AS SELECT city, count(*) AS n FROM stdin GROUP BY city EMIT CHANGES;
SELECT * FROM v;
SELECT 'end' AS mark
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
{"city":"Oslo","n":2}
{"city":"Rome","n":1}
{"mark":"end"}
