-- NULL is a group like any other.
SELECT k, count(*) AS n FROM stdin GROUP BY k
--- input
{"k":null}
{"k":"x"}
{"v":1}
--- output
{"k":null,"n":2}
{"k":"x","n":1}
