-- A row that leaves the visible row as it was prints nothing.
SELECT k, max(v) AS m FROM stdin GROUP BY k EMIT CHANGES
--- input
{"k":1,"v":5}
{"k":1,"v":4}
{"k":1,"v":5}
{"k":1,"v":6}
--- output
{"_weight":1,"k":1,"m":5}
{"_weight":-1,"k":1,"m":5}
{"_weight":1,"k":1,"m":6}
