-- A rank may be cut off where a stream is read; who does not ask for it is told only of other rows.
CREATE STREAM ranked AS SELECT *, ROW_NUMBER() OVER (PARTITION BY lane ORDER BY seconds) AS place FROM stdin;
SELECT swimmer, lane FROM ranked WHERE place = 1 EMIT CHANGES;
--- input
{"swimmer":"fay","lane":1,"seconds":31.5}
{"swimmer":"gil","lane":1,"seconds":32}
{"swimmer":"hal","lane":2,"seconds":30}
{"swimmer":"ida","lane":1,"seconds":31.4}
--- output
{"_weight":1,"swimmer":"fay","lane":1}
{"_weight":1,"swimmer":"hal","lane":2}
{"_weight":-1,"swimmer":"fay","lane":1}
{"_weight":1,"swimmer":"ida","lane":1}
