-- A pattern reads its files in the order of their names.
SELECT a, _file FROM 'd/*.ndjson'
--- input d/2.ndjson
{"a":2}
--- input d/1.ndjson
{"a":1}
--- output
{"a":1,"_file":"d/1.ndjson"}
{"a":2,"_file":"d/2.ndjson"}
