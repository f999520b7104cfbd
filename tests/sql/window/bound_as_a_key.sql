-- GROUP BY a bound of a window, by place or name, is by that window.
CREATE STREAM t AS SELECT tumble_start(ts, 1m) AS s, tumble_end(ts, 1m) AS e, count(*) AS n FROM stdin GROUP BY 1, 2;
CREATE STREAM c AS SELECT cumulate_start(ts, 1m, 2m) AS s, cumulate_end(ts, 1m, 2m) AS e, count(*) AS n FROM stdin GROUP BY s;
CREATE STREAM g AS SELECT session_start(ts, 35s) AS s, session_end(ts, 35s) AS e, count(*) AS n FROM stdin GROUP BY ALL;
SELECT * FROM t; SELECT * FROM c; SELECT * FROM g
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
{"s":"2024-01-01T00:00:00Z","e":"2024-01-01T00:01:00Z","n":2}
{"s":"2024-01-01T00:01:00Z","e":"2024-01-01T00:02:00Z","n":1}
{"s":"2024-01-01T00:00:00Z","e":"2024-01-01T00:01:00Z","n":2}
{"s":"2024-01-01T00:00:00Z","e":"2024-01-01T00:02:00Z","n":3}
{"s":"2024-01-01T00:00:10Z","e":"2024-01-01T00:00:45Z","n":1}
{"s":"2024-01-01T00:00:50Z","e":"2024-01-01T00:01:55Z","n":2}
--- quiet
