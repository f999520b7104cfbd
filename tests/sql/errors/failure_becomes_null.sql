-- With --on-error=null the failing expression alone is NULL.
SELECT a + 1 AS b, a FROM stdin
--- args --on-error=null
--- input
{"a":"x"}
--- output
{"b":null,"a":"x"}
