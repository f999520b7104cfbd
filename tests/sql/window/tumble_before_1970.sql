-- Division is by floor: a time before 1970 falls into the window that starts before it.
SELECT window_start, window_end FROM stdin GROUP BY TUMBLE(ts, 1m)
--- input
{"ts":"1969-12-31T23:59:59Z"}
--- output
{"window_start":"1969-12-31T23:59:00Z","window_end":"1970-01-01T00:00:00Z"}
