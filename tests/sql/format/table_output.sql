-- A table is drawn in boxes.
SELECT k, sum(v) AS total FROM stdin GROUP BY k
--- args --table
--- input
{"k":"a","v":1}
{"k":"bcd","v":20}
--- output
┌─────┬───────┐
│ k   │ total │
├─────┼───────┤
│ a   │     1 │
│ bcd │    20 │
└─────┴───────┘
