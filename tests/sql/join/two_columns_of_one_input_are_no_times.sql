-- Numbers of two columns of one input that lie near each other: it can have only one event time, so they are not times.
WITH a AS (SELECT * FROM stdin WHERE s = 'a'), b AS (SELECT * FROM stdin WHERE s = 'b')
SELECT a.id AS aid, b.id AS bid FROM a JOIN b ON a.k = b.k AND b.price BETWEEN a.v - 1 AND a.v + 1
--- input
{"s":"b","id":1,"k":1,"price":1000}
{"s":"b","id":2,"k":1,"price":5}
{"s":"a","id":3,"k":1,"v":999}
{"s":"a","id":4,"k":1,"v":6}
--- output
{"aid":3,"bid":1}
{"aid":4,"bid":2}
