-- What is append-only is written plain, so a changelog without marks is all inserts.
SELECT count(*) AS n, sum(v) AS s FROM stdin
--- args -i changelog
--- input
{"k":"a","v":1}
{"k":"b","v":2}
{"_weight":-1,"k":"a","v":1}
--- output
{"n":1,"s":2}
