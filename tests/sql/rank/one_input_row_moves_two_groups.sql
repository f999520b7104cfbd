-- The changes that one input row makes to two groups are seen together.
SELECT team, points FROM (SELECT team, sum(points) AS points FROM stdin GROUP BY team)
ORDER BY points DESC LIMIT 1 EMIT CHANGES
--- args -i debezium
--- input
{"before":null,"after":{"id":1,"team":"red","points":5},"op":"c","ts_ms":1}
{"before":null,"after":{"id":2,"team":"blue","points":4},"op":"c","ts_ms":2}
{"before":{"id":1,"team":"red","points":5},"after":{"id":1,"team":"blue","points":5},"op":"u","ts_ms":3}
--- output
{"_weight":1,"team":"red","points":5}
{"_weight":-1,"team":"red","points":5}
{"_weight":1,"team":"blue","points":9}
