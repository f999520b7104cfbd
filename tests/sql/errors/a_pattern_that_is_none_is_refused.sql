-- A constant pattern that is none is refused where it stands, before any row is read.
SELECT a FROM stdin WHERE regexp_like(a, '(x', 'i')
--- input
{"a":"x"}
--- exit 3
--- stderr
LDB-4015: the pattern "\(x" at character 3
