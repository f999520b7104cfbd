-- Every source has _file, _line and _offset.
SELECT _file, _line, _offset, a FROM stdin
--- args -- x.ndjson y.ndjson
--- input x.ndjson
{"a":1}
{"a":2}
--- input y.ndjson
{"a":3}
--- output
{"_file":"x.ndjson","_line":1,"_offset":0,"a":1}
{"_file":"x.ndjson","_line":2,"_offset":8,"a":2}
{"_file":"y.ndjson","_line":1,"_offset":0,"a":3}
