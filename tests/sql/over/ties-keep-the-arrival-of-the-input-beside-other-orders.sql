-- Rows that tie for one window function stand as they came in, in whatever order another one looks at them.
SELECT nr, first_value(nr) OVER (ORDER BY t ROWS UNBOUNDED PRECEDING) AS f, row_number() OVER (ORDER BY k) AS r FROM stdin
--- input
{"nr":1,"t":"b","k":"p"}
{"nr":2,"t":"a","k":"p"}
{"nr":3,"t":"b","k":"o"}
{"nr":4,"t":"a","k":"p"}
--- output
{"nr":1,"f":2,"r":2}
{"nr":2,"f":2,"r":3}
{"nr":3,"f":2,"r":1}
{"nr":4,"f":2,"r":4}
