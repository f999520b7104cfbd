-- errors.sql -- minutes in which more than a fifth of the requests failed.
SELECT window_start AS minute, count(*) AS requests, count_if(status >= 500) AS failed
FROM stdin
GROUP BY TUMBLE(time, INTERVAL '1' MINUTE)
HAVING count_if(status >= 500) * 5 > count(*)
