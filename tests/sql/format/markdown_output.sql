-- markdown is a pipe table.
SELECT k, v FROM stdin
--- args -F markdown
--- input
{"k":"a","v":1}
{"k":"b|c","v":null}
--- output
| k | v |
|---|---|
| a | 1 |
| b\|c |  |
