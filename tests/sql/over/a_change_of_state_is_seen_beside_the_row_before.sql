-- The row before is that of the same machine in time, however the lines came in.
SELECT machine, at, state FROM stdin
QUALIFY state IS DISTINCT FROM LAG(state) OVER (PARTITION BY machine ORDER BY at)
--- args -e at -w 10s
--- input
{"machine":"press","at":"2025-03-02T06:00:00Z","state":"idle"}
{"machine":"oven","at":"2025-03-02T06:00:02Z","state":"hot"}
{"machine":"press","at":"2025-03-02T06:00:09Z","state":"busy"}
{"machine":"press","at":"2025-03-02T06:00:04Z","state":"idle"}
{"machine":"oven","at":"2025-03-02T06:00:11Z","state":"hot"}
{"machine":"press","at":"2025-03-02T06:00:40Z","state":"busy"}
{"machine":"press","at":"2025-03-02T06:00:20Z","state":"idle"}
--- output
{"machine":"press","at":"2025-03-02T06:00:00Z","state":"idle"}
{"machine":"oven","at":"2025-03-02T06:00:02Z","state":"hot"}
{"machine":"press","at":"2025-03-02T06:00:09Z","state":"busy"}
--- stderr
1 .*late
