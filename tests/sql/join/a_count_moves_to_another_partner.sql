-- A count that is joined by its value is taken back there and given anew.
SELECT c.who, l.level FROM (SELECT who, count(*) AS n FROM stdin GROUP BY who) c JOIN 'levels.csv' l ON c.n = l.n EMIT CHANGES
--- args --changelog=op
--- input levels.csv
n,level
1,new
2,known
--- input
{"who":"ada"}
{"who":"ada"}
{"who":"ada"}
--- output
{"_op":"+I","who":"ada","level":"new"}
{"_op":"-U","who":"ada","level":"new"}
{"_op":"+U","who":"ada","level":"known"}
{"_op":"-D","who":"ada","level":"known"}
