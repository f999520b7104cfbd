-- Offsets of a probe may lie before the row; they come sorted and once.
SELECT p.offset_ms, p.probe_ts, m.v
FROM 'deals.csv' d TEMPORAL PROBE JOIN 'marks.csv' m ON (k) TIMESTAMPS (t, t) LIST (2s, -1s, 2s) AS p
--- input deals.csv
k,t
a,2023-11-05T08:00:05Z
,2023-11-05T08:00:06Z
--- input marks.csv
k,t,v
a,2023-11-05T08:00:04Z,1
a,2023-11-05T08:00:07Z,2
--- output
{"offset_ms":-1000,"probe_ts":"2023-11-05T08:00:05Z","v":null}
{"offset_ms":2000,"probe_ts":"2023-11-05T08:00:08Z","v":null}
{"offset_ms":-1000,"probe_ts":"2023-11-05T08:00:04Z","v":1}
{"offset_ms":2000,"probe_ts":"2023-11-05T08:00:07Z","v":2}
