-- A query may begin with WHERE.
WHERE level = 'error'
--- input
{"level":"info"}
{"level":"error","x":1}
--- output
{"level":"error","x":1}
