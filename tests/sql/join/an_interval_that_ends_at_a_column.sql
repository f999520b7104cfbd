-- The end of an interval may be a column of the other row: pairs come as their second row does, and the rest when its end has passed.
WITH a AS (SELECT * FROM stdin WHERE price IS NULL), b AS (SELECT * FROM stdin WHERE price > 0)
SELECT a.id AS auction, b.price AS price FROM a LEFT JOIN b ON a.id = b.id AND b.ts BETWEEN a.ts AND a.until
--- args -e ts -w 0s
--- input
{"id":1,"ts":"2024-05-01T10:00:00Z","until":"2024-05-01T10:00:10Z"}
{"id":2,"ts":"2024-05-01T10:00:01Z","until":"2024-05-01T10:00:02Z"}
{"id":3,"ts":"2024-05-01T10:00:02Z","until":null}
{"id":2,"price":20,"ts":"2024-05-01T10:00:03Z"}
{"id":1,"price":10,"ts":"2024-05-01T10:00:10Z"}
{"id":1,"price":11,"ts":"2024-05-01T10:00:11Z"}
{"id":4,"ts":"2024-05-01T10:01:00Z","until":"2024-05-01T10:02:00Z"}
{"id":4,"price":40,"ts":"2024-05-01T10:01:30Z"}
--- output
{"auction":3,"price":null}
{"auction":2,"price":null}
{"auction":1,"price":10}
{"auction":4,"price":40}
