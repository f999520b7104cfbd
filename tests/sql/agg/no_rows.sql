-- An aggregate without GROUP BY has one row even of no rows; with GROUP BY none.
SELECT count(*) AS n, sum(v) AS s, max(v) AS m FROM stdin
--- output
{"n":0,"s":null,"m":null}
