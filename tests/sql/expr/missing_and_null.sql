-- IS MISSING knows a member that is not there from one that is null.
SELECT a IS NULL AS n, a IS MISSING AS m FROM stdin
--- input
{"a":null}
{"b":1}
{"a":1}
--- output
{"n":true,"m":false}
{"n":true,"m":true}
{"n":false,"m":false}
