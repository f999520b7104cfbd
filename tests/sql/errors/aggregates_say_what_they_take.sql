-- An aggregate with several forms says which there are, and what was found.
SELECT median(t) FROM stdin
--- args --schema "t VARCHAR"
--- input
{"t":"x"}
--- stderr
"median" takes \(number\) or \(timestamp\) or \(interval\); found \(VARCHAR\)
it is used so: median\(v\)
--- exit 3
