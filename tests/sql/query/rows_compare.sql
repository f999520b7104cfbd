-- Rows compare value by value, in WHERE, ON and IN, also with a subquery.
SELECT s.id FROM stdin s JOIN b ON (s.k, s.id) = (b.k, b.w) WHERE (s.id, s.v) < (2, 100) AND (s.id, s.k) IN ((1, 'a'), (2, 'b'),)
AND (s.k, s.id) IN (SELECT k, w FROM b) AND (s.k, s.id) NOT IN (SELECT k, w + 1 FROM b) AND (s.id, s.v) IS NOT NULL AND (s.id, s.k) IS DISTINCT FROM (3, NULL)
AND ROW(s.id, s.v) <> ROW(3, 30)
--- args -- b=b.ndjson -
--- input
{"id":1,"k":"a","v":10}
{"id":2,"k":"b","v":20}
{"id":3,"k":"a","v":30}
{"id":4,"k":"c","v":null}
--- input b.ndjson
{"k":"a","w":1}
{"k":"b","w":2}
{"k":"d","w":3}
--- output
{"id":1}
{"id":2}
--- quiet
