-- DISTINCT and FILTER work inside of frames, which take back what leaves them.
SELECT n, COUNT(DISTINCT c) OVER w AS kinds, SUM(n) FILTER (WHERE c <> 'b') OVER w AS rest, STRING_AGG(c, '') OVER w AS text
FROM stdin WINDOW w AS (ORDER BY n ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
--- input
{"n":1,"c":"a"}
{"n":2,"c":"b"}
{"n":3,"c":"b"}
{"n":4,"c":"b"}
{"n":5,"c":"a"}
--- output
{"n":1,"kinds":1,"rest":1,"text":"a"}
{"n":2,"kinds":2,"rest":1,"text":"ab"}
{"n":3,"kinds":2,"rest":1,"text":"abb"}
{"n":4,"kinds":1,"rest":null,"text":"bbb"}
{"n":5,"kinds":2,"rest":5,"text":"bba"}
