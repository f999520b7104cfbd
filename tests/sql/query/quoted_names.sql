-- Quotes keep a name as it is.
SELECT "select", `group by` AS g FROM stdin
--- input
{"select":1,"group by":2}
--- output
{"select":1,"g":2}
