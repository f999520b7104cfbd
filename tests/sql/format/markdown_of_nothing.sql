-- A markdown table without rows has its head.
SELECT a FROM stdin WHERE FALSE
--- args -F markdown
--- input
{"a":1}
--- output
| a |
|---|
