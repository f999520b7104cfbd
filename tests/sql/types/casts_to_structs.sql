-- CAST to a nested type casts what is in it.
SELECT CAST('{"a":"7","b":"xyz","c":{"d":["1"]}}' AS STRUCT(a INT, b VARCHAR(2), c STRUCT(d INT[]))) s,
    TRY_CAST('{"k":"x"}' AS MAP(VARCHAR, INT)) m
--- output
{"s":{"a":7,"b":"xy","c":{"d":[1]}},"m":null}
