-- A record of a changelog that is no record is refused like any other.
SELECT k FROM stdin
--- args -i changelog
--- input
{"_weight":1,"k":1}
no record
{"_weight":1,"k":2}
--- output
{"_weight":1,"k":1}
{"_weight":1,"k":2}
--- stderr
LDB-4002: stdin:2: expected an object
