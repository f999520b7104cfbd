-- The pattern says whether to_char is of a number or of a time, where the value's type does not.
SELECT to_char(a, 'FM990.00') AS n, to_char(t, 'YYYY-MM-DD') AS d, to_char(a - t, 'FM9,999,999,990.0S') AS s FROM stdin
--- input
{"a":3.5,"t":1700000000}
--- output
{"n":"3.50","d":"2023-11-14","s":"1,699,999,996.5-"}
