-- * EXCEPT (...) is EXCLUDE, RENAME keeps the place; EXCEPT before a query is the set operation.
SELECT * EXCEPT (v) RENAME (k AS key, id AS number) FROM (VALUES (1, 'a', 10), (2, 'b', 20)) t(id, k, v) EXCEPT (SELECT 1 AS number, 'a' AS key)
--- input
--- output
{"number":2,"key":"b"}
--- quiet
