-- IN over declared columns: times, numbers far from each other, doubles, dates.
CREATE SOURCE stdin (n BIGINT, f DOUBLE, t TIMESTAMP, d DATE, c VARCHAR);
SELECT n, n IN (0, 9223372036854775807, -9223372036854775808, 3.0) AS far, n IN (5, 7, 2.5) AS near,
       f IN (0, 2.5, 9007199254740992) AS doubles, f IN (CAST('NaN' AS DOUBLE), 1) AS nan,
       t IN (TIMESTAMP '2024-01-01', TIMESTAMP '2025-01-01') AS times, d IN (DATE '2024-01-01') AS day,
       d IN (DATE '2024-01-01', DATE '1800-01-01') AS days,
       c IN ('x', 'y', 'xy', 'eightlet', 'eightle1') AS words, c NOT IN ('x', 'y') AS others
FROM stdin
--- args
-i csv
--- input
n,f,t,d,c
0,-0.0,2024-01-01T00:00:00Z,2024-01-01,x
9223372036854775807,2.5,2025-01-01T00:00:00Z,1800-01-01,eightlet
-9223372036854775808,NaN,2024-01-01T00:00:01Z,2024-01-02,eightle1
3,9007199254740992,,,
7,1,2024-01-01T00:00:00Z,2024-01-01,""
,,,,eightle2
--- output
{"n":0,"far":true,"near":false,"doubles":true,"nan":false,"times":true,"day":true,"days":true,"words":true,"others":false}
{"n":9223372036854775807,"far":true,"near":false,"doubles":true,"nan":false,"times":true,"day":false,"days":true,"words":true,"others":true}
{"n":3,"far":true,"near":false,"doubles":true,"nan":false,"times":null,"day":null,"days":null,"words":null,"others":null}
{"n":7,"far":false,"near":true,"doubles":false,"nan":true,"times":true,"day":true,"days":true,"words":false,"others":true}
{"n":null,"far":null,"near":null,"doubles":null,"nan":null,"times":null,"day":null,"days":null,"words":false,"others":true}
