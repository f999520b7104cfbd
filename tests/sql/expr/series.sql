-- Series of numbers and of times, with their last value if it is met.
SELECT g FROM generate_series(5, 1, -2) AS s(g) UNION ALL
SELECT g FROM generate_series(TIMESTAMP '2024-02-28', TIMESTAMP '2024-03-01', INTERVAL '1 day') AS s(g)
--- output
{"g":5}
{"g":3}
{"g":1}
{"g":"2024-02-28T00:00:00Z"}
{"g":"2024-02-29T00:00:00Z"}
{"g":"2024-03-01T00:00:00Z"}
