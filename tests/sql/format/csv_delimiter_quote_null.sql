-- Delimiter, quote and a spelling of NULL can be told.
FROM stdin
--- args -i csv --delimiter=; --quote=\' --null=NA
--- input
a;b;c
1;'x;y';NA
--- output
{"a":1,"b":"x;y","c":null}
