-- regex takes the named groups of a pattern as columns.
SELECT key, val FROM stdin
--- args -i 'regex:(?<key>[a-z]+)(=(?<val>.*))?$'
--- input
a=1
b=two
c
--- output
{"key":"a","val":1}
{"key":"b","val":"two"}
{"key":"c","val":null}
