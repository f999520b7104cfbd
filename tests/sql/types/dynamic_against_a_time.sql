-- Against a TIMESTAMP a text or an epoch is the time it stands for.
SELECT v FROM stdin WHERE ts >= TIMESTAMP '2026-01-01'
--- input
{"ts":"2026-01-01T00:00:00Z","v":1}
{"ts":"2025-12-31T23:59:59Z","v":2}
{"ts":1800000000,"v":3}
{"ts":"2026-01-01 01:00:00","v":4}
--- output
{"v":1}
{"v":3}
{"v":4}
