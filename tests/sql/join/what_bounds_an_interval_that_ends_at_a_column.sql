-- EXPLAIN says which column an interval goes up to, and that its end bounds the state.
EXPLAIN WITH a AS (SELECT * FROM stdin WHERE price IS NULL), b AS (SELECT * FROM stdin WHERE price > 0)
SELECT a.id FROM a JOIN b ON a.id = b.id AND b.ts BETWEEN a.ts AND a.until
--- args -F raw -e ts
--- input
--- output
project id  [append-only]
  join inner on (id) = (id), right time from 00:00:00 of the left to 00:00:00 of until; state: rows whose interval the watermark has not passed, lateness 00:00:00  [append-only]
    project *, id, ts, until  [append-only]
      filter price IS NULL  [append-only]
        scan stdin  [append-only]
    project *, id, ts  [append-only]
      filter price > 0  [append-only]
        scan stdin  [append-only]
