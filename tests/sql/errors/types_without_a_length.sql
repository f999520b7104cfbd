-- A type that has no length takes none.
CREATE SOURCE stdin (id INT(11));
SELECT * FROM stdin
--- input
{"id":1}
--- exit 3
--- stderr
LDB-1000: INT takes nothing in parentheses
hint: .*DECIMAL\(p, s\)
