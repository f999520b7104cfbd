-- raw input has one column, line; blank lines count.
SELECT line, _line FROM stdin
--- args -i raw
--- input
one

 three 
--- output
{"line":"one","_line":1}
{"line":"","_line":2}
{"line":" three ","_line":3}
