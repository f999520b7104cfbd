-- What is said to be compressed is.
CREATE SOURCE s (a INT) FROM FILE (path = 'a.json', compression = 'zstd'); SELECT * FROM s
--- input a.json
{"a":1}
--- exit 4
--- stderr
LDB-4005: "a.json": compression = 'zstd', found no compressed data
