-- A parameter needs a value.
SELECT :limit AS x
--- exit 3
--- stderr
LDB-1106.*limit
