-- Unnamed columns are called as in PostgreSQL.
SELECT lower(a), a, 1 + 1, count FROM stdin
--- input
{"a":"X","count":5}
--- output
{"lower":"x","a":"X","?column?":2,"count":5}
