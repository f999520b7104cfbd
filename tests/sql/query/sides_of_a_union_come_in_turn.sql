-- Rows of the text wait for the file that stands before them.
SELECT v FROM 'a.csv' UNION ALL VALUES (9) UNION ALL SELECT v FROM 'b.csv'
--- input a.csv
v
1
2
--- input b.csv
v
3
--- output
{"v":1}
{"v":2}
{"v":9}
{"v":3}
