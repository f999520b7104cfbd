-- The fields of a STRUCT and the values of a MAP have their types; other members stay, and what fits is as written.
CREATE SOURCE stdin (s STRUCT(a INT, b VARCHAR(2)), m MAP(INT, DECIMAL(3,1)));
SELECT s, m FROM stdin
--- input
{"s":{"a": 1, "b": "xy"},"m":{}}
{"s":{"a":"12","c":[1, 2]},"m":{"7":"1.5"}}
{"s":{"a":"x"}}
{"s":{"b":"xyz"}}
{"m":{"k":1}}
{"m":{"1":1.25}}
--- output
{"s":{"a": 1, "b": "xy"},"m":{}}
{"s":{"a":12,"c":[1, 2]},"m":{"7":1.5}}
--- stderr
LDB-4001: stdin:3.*"s": expected STRUCT\(a INTEGER, b VARCHAR\(2\)\), found \{"a":"x"\}
4 rows refused
