-- What is inserted has the length that is declared.
CREATE SOURCE s (a VARCHAR(3), n TINYINT, l VARCHAR(2)[]);
INSERT INTO s VALUES ('abc', 1, ARRAY['ab']), ('abcd', 1, NULL), ('a', 200, NULL), ('b', 2, ARRAY['abc']);
SELECT * FROM s
--- output
{"a":"abc","n":1,"l":["ab"]}
--- stderr
LDB-4001: "a": expected VARCHAR\(3\), found "abcd"
3 rows refused
