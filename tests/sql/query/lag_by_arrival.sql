-- LAG gives the row before.
SELECT v, v - LAG(v) OVER (ORDER BY ts) AS d FROM 'x.ndjson'
--- input x.ndjson
{"ts":"2026-01-01T00:00:02Z","v":7}
{"ts":"2026-01-01T00:00:01Z","v":4}
--- output
{"v":4,"d":null}
{"v":7,"d":3}
