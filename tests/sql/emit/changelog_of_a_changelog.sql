-- What one run writes as a changelog another reads.
SELECT k, sum(n) AS n FROM stdin GROUP BY k
--- args -i changelog
--- input
{"_weight":1,"k":"a","n":1}
{"_weight":1,"k":"b","n":10}
{"_weight":1,"k":"b","n":5}
{"_weight":-1,"k":"b","n":10}
{"_weight":1,"k":"a","n":2}
{"_weight":-1,"k":"a","n":1}
--- output
{"k":"a","n":2}
{"k":"b","n":5}
