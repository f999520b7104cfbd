-- A text longer than its column is a bad record; characters count, not bytes.
CREATE SOURCE stdin (a VARCHAR(3), n SMALLINT, l CHAR(2)[], b BYTEA(2));
SELECT * FROM stdin
--- input
{"a":"abc","n":-32768,"l":["ab"],"b":"xy"}
{"a":"äöü","n":1}
{"a":"abcd"}
{"a":1234}
{"n":32768}
{"l":["ab","abc"]}
{"b":"xyz"}
--- output
{"a":"abc","n":-32768,"l":["ab"],"b":"\\x7879"}
{"a":"äöü","n":1,"l":null,"b":null}
--- stderr
LDB-4001: stdin:3.*"a": expected VARCHAR\(3\), found "abcd"
5 rows refused
