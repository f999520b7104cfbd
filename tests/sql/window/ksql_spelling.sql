-- WINDOW TUMBLING (SIZE ..) is the same plan.
SELECT k, window_start AS s, count(*) AS n FROM stdin WINDOW TUMBLING (SIZE 10 SECONDS) GROUP BY k
--- args -e ts
--- input
{"ts":1700000001,"k":1}
{"ts":1700000002,"k":1}
{"ts":1700000012,"k":2}
--- output
{"k":1,"s":1700000000,"n":2}
{"k":2,"s":1700000010,"n":1}
