-- The key of a source with declared columns is one of them.
CREATE SOURCE s (id BIGINT, k TEXT, PRIMARY KEY (nope)); SELECT 1
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
--- stderr
^laminar: LDB-1100: column "nope" of the key is not declared$
--- exit 3
