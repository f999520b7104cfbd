-- A row that SET state_ttl lets go of matches nothing more, and is counted.
SET state_ttl = '10 seconds';
CREATE STREAM l AS SELECT ts, k, v FROM stdin WHERE side = 'l';
CREATE STREAM r AS SELECT ts, k, v FROM stdin WHERE side = 'r';
SELECT l.v AS lv, r.v AS rv FROM l JOIN r ON l.k = r.k
--- args -i csv -e ts -w 0s
--- input
ts,side,k,v
1,l,a,one
2,r,a,two
50,l,b,three
51,r,c,four
52,r,a,five
53,l,c,six
--- output
{"lv":"one","rv":"two"}
{"lv":"six","rv":"four"}
--- stderr
2 rows of join state expired
