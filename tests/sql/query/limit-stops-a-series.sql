-- LIMIT ends a series that would go on for years; the places of its rows count on.
SELECT * FROM generate_series(TIMESTAMP '2024-01-31', TIMESTAMP '9999-01-01', INTERVAL '1 second') WITH ORDINALITY AS t(at, nr), range(nr, 9223372036854775807, 3) AS r(x) LIMIT 3
--- output
{"at":"2024-01-31T00:00:00Z","nr":1,"x":1}
{"at":"2024-01-31T00:00:00Z","nr":1,"x":4}
{"at":"2024-01-31T00:00:00Z","nr":1,"x":7}
