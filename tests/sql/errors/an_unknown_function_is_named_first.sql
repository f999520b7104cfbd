-- An unknown function is said to be unknown before anything is said of its arguments.
SELECT approx_distinct(user_id), count(*) FROM stdin
--- input
{"user_id":1}
--- exit 3
--- stderr
unknown function "approx_distinct"
