-- Wide characters take two columns of a table.
SELECT a, b FROM stdin
--- args --table
--- input
{"a":"日本","b":1}
{"a":"abc","b":22}
--- output
┌──────┬────┐
│ a    │  b │
├──────┼────┤
│ 日本 │  1 │
│ abc  │ 22 │
└──────┴────┘
