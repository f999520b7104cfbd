-- Arrays and objects group, join and sort by what is in them, not by how they are written.
SELECT v, count(*) AS n, count(DISTINCT w) AS w FROM stdin GROUP BY v ORDER BY v
--- input
{"v":{"a":1,"b":[2,3]},"w":[1]}
{"v":{"b":[2.0, 3],"a":1},"w":[1.0]}
{"v":[10],"w":[1, 2]}
{"v":[9],"w":{}}
{"v":[ 9 ],"w":{}}
{"v":[9,0],"w":{ }}
{"v":{"z":0},"w":null}
--- output
{"v":[9],"n":2,"w":1}
{"v":[9,0],"n":1,"w":1}
{"v":[10],"n":1,"w":1}
{"v":{"z":0},"n":1,"w":0}
{"v":{"a":1,"b":[2,3]},"n":2,"w":1}
