-- DESCRIBE says the fields of nested types.
CREATE SOURCE s (s STRUCT(a INT, l STRUCT(b TEXT)[]), m MAP(TEXT, INT), j STRUCT(aaaaaaaaaaaaaaaaaaaaaaaa INT, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb INT, c INT));
DESCRIBE s
--- output
{"column":"s","type":"STRUCT(a INTEGER, l STRUCT(b VARCHAR)[])"}
{"column":"m","type":"MAP(VARCHAR, INTEGER)"}
{"column":"j","type":"STRUCT(aaaaaaaaaaaaaaaaaaaaaaaa INTEGER, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb INTEGER, c INTEGER)"}
