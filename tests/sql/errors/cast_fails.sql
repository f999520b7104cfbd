-- A cast that fails skips the row; TRY_CAST gives NULL.
SELECT CAST(a AS BIGINT) AS b FROM stdin
--- input
{"a":"12"}
{"a":"1x"}
--- output
{"b":12}
--- stderr
LDB-4014: stdin:2
