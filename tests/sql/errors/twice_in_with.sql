-- A name stands once in WITH.
WITH x AS (SELECT 1), X AS (SELECT 2) SELECT * FROM x
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
--- stderr
^laminar: LDB-1000: "X" stands twice in WITH$
--- exit 3
