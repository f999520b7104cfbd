-- --changelog=debezium gives before and after.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES
--- args --changelog=debezium
--- input
{"k":"a"}
{"k":"a"}
--- output
{"before":null,"after":{"k":"a","n":1},"op":"c","ts_ms":null}
{"before":{"k":"a","n":1},"after":{"k":"a","n":2},"op":"u","ts_ms":null}
