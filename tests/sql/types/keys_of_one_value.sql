-- 1 and 1.0 are one key, and the group prints the spelling that came first.
SELECT k, count(*) AS n FROM stdin GROUP BY k
--- input
{"k":1.0}
{"k":1}
{"k":"1"}
{"k":1e0}
--- output
{"k":1.0,"n":3}
{"k":"1","n":1}
