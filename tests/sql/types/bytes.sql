-- BYTEA prints in hexadecimal.
SELECT 'abc'::BYTEA AS a, decode('ff00', 'hex') AS b
--- output
{"a":"\\x616263","b":"\\xff00"}
