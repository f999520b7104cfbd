-- strftime writes and strptime reads.
SELECT strftime(TIMESTAMP '2026-03-04T05:06:07Z', '%Y/%m/%d %H:%M:%S') AS a, strptime('04.03.2026', '%d.%m.%Y') AS b,
       to_char(TIMESTAMP '2026-03-04T05:06:07Z', 'YYYY-MM-DD HH24:MI') AS c
--- output
{"a":"2026/03/04 05:06:07","b":"2026-03-04T00:00:00Z","c":"2026-03-04 05:06"}
