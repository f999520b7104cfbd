-- Times of their parts, of texts with patterns, and back.
SELECT make_timestamp(y, 3, 1, 4, 5, 6.5) AS ts, make_date(y, 12, 31) AS d, make_time(23, 0, 0.25) AS t, to_date('01.02.' || y, 'DD.MM.YYYY') AS td,
       parse_timestamp(y || '-05-06 07:08', 'YYYY-MM-DD HH24:MI') AS p, epoch_us(make_timestamp(y, 1, 1, 0, 0, 0)) AS us,
       epoch_ns(make_timestamp(y, 1, 1, 0, 0, 0)) AS ns FROM stdin
--- input
{"y":1999}
{"y":2000}
--- output
{"ts":"1999-03-01T04:05:06.5Z","d":"1999-12-31","t":"23:00:00.25","td":"1999-02-01","p":"1999-05-06T07:08:00Z","us":915148800000000,"ns":915148800000000000}
{"ts":"2000-03-01T04:05:06.5Z","d":"2000-12-31","t":"23:00:00.25","td":"2000-02-01","p":"2000-05-06T07:08:00Z","us":946684800000000,"ns":946684800000000000}
