-- Under EMIT CHANGES a condition on now() is solved for it: rows stay until then, and come from then on.
EXPLAIN SELECT k, count(*) AS n FROM stdin
WHERE NOT now() - INTERVAL '1' HOUR > ts AND k <> 'x' AND ts + INTERVAL '1' MINUTE < now() AND now() - ts > INTERVAL '2' SECOND
GROUP BY k EMIT CHANGES
--- args --format=raw
--- input
{"k":"a","ts":"2026-01-01T00:00:00Z"}
--- output
project k, n  [changelog]
  group by (k) give (count(*)) changes; state: one row for each key  [changelog]
    temporal filter from ts + INTERVAL '00:01:00' + INTERVAL '00:00:00.000001', INTERVAL '00:00:02' + ts + INTERVAL '00:00:00.000001' until ts + INTERVAL '01:00:00' + INTERVAL '00:00:00.000001' by the clock; state: rows until then  [changelog]
      filter k <> 'x'  [append-only]
        scan stdin  [append-only]
