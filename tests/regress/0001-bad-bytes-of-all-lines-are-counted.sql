-- Bad bytes are counted over all lines, not in the last bad one only.
SELECT line FROM stdin
--- args -i raw
--- input .hex
61ff62ff0aff0a6f6b0a
--- output
{"line":"a�b�"}
{"line":"�"}
{"line":"ok"}
--- stderr
LDB-4003: 3 bad UTF-8 sequences
