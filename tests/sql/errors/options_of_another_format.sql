-- An option of CSV has no meaning for a source that is none.
CREATE SOURCE stdin (a TEXT) FORMAT ndjson WITH (delimiter = ';'); SELECT * FROM stdin
--- input
{"a":"x"}
--- exit 2
--- stderr
LDB-0002: "delimiter" has no meaning for this format
