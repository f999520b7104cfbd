-- A name that is not quoted matches without case if that is unique, and prints as it is.
SELECT USERID FROM stdin WHERE Level = 'x'
--- input
{"userId":1,"level":"x"}
--- output
{"userId":1}
