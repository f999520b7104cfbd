-- Where the first record has a mark, one without it is malformed.
SELECT count(*) AS n FROM stdin
--- args -i changelog
--- input
{"_weight":1,"k":"a"}
{"k":"b"}
--- output
{"n":1}
--- stderr
LDB-4002: stdin:2: "_weight": expected a whole "_weight"
