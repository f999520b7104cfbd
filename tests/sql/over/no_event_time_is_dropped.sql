-- Rows without event time have no place in its order: they are dropped and counted.
SELECT n, ROW_NUMBER() OVER (ORDER BY at) AS place FROM stdin
--- args -e at -w 1s
--- input
{"n":1,"at":1000000001}
{"n":2,"at":null}
{"n":3,"at":1000000000}
{"n":4,"at":"soon"}
--- output
{"n":3,"place":1}
{"n":1,"place":2}
--- stderr
2 .*no event time
