-- EMIT ON UPDATE prints nothing when the row stays as it was.
SELECT k, min(v) AS m FROM stdin GROUP BY k EMIT ON UPDATE
--- input
{"k":"a","v":3}
{"k":"a","v":7}
{"k":"a","v":2}
--- output
{"k":"a","m":3}
{"k":"a","m":2}
