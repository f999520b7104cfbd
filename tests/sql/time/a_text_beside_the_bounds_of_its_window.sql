-- The undeclared text that a window was made from compares with the window's bounds as the time that it is.
SELECT ts, ts >= window_start AS after, ts < window_end AS before, ts = window_start AS same FROM TUMBLE(stdin, ts, INTERVAL '20' SECOND)
WHERE ts BETWEEN window_start AND window_end
--- input
{"ts":"2024-05-01T10:00:01.5+00:00"}
{"ts":"2024-05-01 10:00:20"}
--- output
{"ts":"2024-05-01T10:00:01.5+00:00","after":true,"before":true,"same":false}
{"ts":"2024-05-01 10:00:20","after":true,"before":true,"same":true}
