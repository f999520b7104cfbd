-- INSERT INTO a path takes the format from its ending.
INSERT INTO 'out.csv' SELECT v, v * v AS w FROM stdin
--- input
{"v":2}
{"v":3}
--- output
--- output out.csv
v,w
2,4
3,9
