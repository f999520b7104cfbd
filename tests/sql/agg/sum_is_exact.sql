-- The sum of integers is exact beyond 64 bits.
SELECT sum(v) AS s FROM stdin
--- input
{"v":9223372036854775807}
{"v":9223372036854775807}
{"v":1}
--- output
{"s":18446744073709551615}
