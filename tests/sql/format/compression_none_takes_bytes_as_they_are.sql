-- compression = 'none' reads the bytes as they are.
CREATE SOURCE s (a INT) FROM FILE (path = 'a.json', compression = 'none'); SELECT * FROM s
--- input a.json
{"a":1}
--- output
{"a":1}
