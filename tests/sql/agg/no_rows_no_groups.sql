-- No rows, no groups.
SELECT k, count(*) AS n FROM stdin GROUP BY k
--- output
