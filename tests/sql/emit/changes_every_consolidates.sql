-- EMIT CHANGES EVERY shows only what remains of the changes since the last time.
SELECT k, count(*) AS n FROM stdin GROUP BY k EMIT CHANGES EVERY 1h
--- input
{"k":"a"}
{"k":"a"}
{"k":"a"}
--- output
{"_weight":1,"k":"a","n":3}
