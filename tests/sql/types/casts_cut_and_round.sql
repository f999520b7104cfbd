-- CAST cuts texts and rounds times; whole numbers beyond their range fail.
SELECT a::VARCHAR(3) a, CAST(n AS CHAR(2)) n, t::TIMESTAMP(3) t, t::TIME(0) c, d::INTERVAL(1) d,
    TRY_CAST(n AS TINYINT) s, 'xyz'::BYTEA(2) b
FROM stdin
--- input
{"a":"äöüß","n":1234,"t":"2026-01-01T00:00:00.1235Z","d":"-1.55 seconds"}
{"a":"ab","n":-12,"t":"1969-12-31T23:59:59.4999Z","d":"1 day 00:00:00.04"}
--- output
{"a":"äöü","n":"12","t":"2026-01-01T00:00:00.124Z","c":"00:00:00","d":"-00:00:01.6","s":null,"b":"\\x7879"}
{"a":"ab","n":"-1","t":"1969-12-31T23:59:59.5Z","c":"23:59:59","d":"1 day","s":-12,"b":"\\x7879"}
