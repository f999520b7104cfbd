-- A comparison with TIMESTAMP(0) does not round what stands beside it.
CREATE SOURCE stdin (t TIMESTAMP(0), a VARCHAR(1));
SELECT t < '2026-01-01 00:00:00.4' lt, a = 'xy' eq, a IN ('xy', 'x') "in" FROM stdin
--- input
{"t":"2026-01-01","a":"x"}
--- output
{"lt":true,"eq":false,"in":true}
