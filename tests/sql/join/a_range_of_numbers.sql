-- A range between two columns of numbers is no interval of time, on a live input neither: nothing of it is late.
WITH a AS (SELECT * FROM stdin WHERE s = 'a'), b AS (SELECT * FROM stdin WHERE s = 'b')
SELECT a.id AS aid, b.id AS bid FROM a JOIN b ON a.k = b.k AND b.price BETWEEN a.low AND a.high
--- input
{"s":"b","id":1,"k":1,"price":1000}
{"s":"b","id":2,"k":1,"price":5}
{"s":"a","id":3,"k":1,"low":500,"high":2000}
{"s":"a","id":4,"k":1,"low":1,"high":6}
{"s":"b","id":5,"k":1,"price":2}
--- output
{"aid":3,"bid":1}
{"aid":4,"bid":2}
{"aid":4,"bid":5}
