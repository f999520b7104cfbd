-- Variance and deviation of a sample and of the whole.
SELECT var_samp(v) AS a, var_pop(v) AS b, stddev_pop(v) AS c FROM stdin
--- input
{"v":2}
{"v":4}
{"v":4}
{"v":4}
{"v":5}
{"v":5}
{"v":7}
{"v":9}
--- output
{"a":4.571428571428571,"b":4,"c":2}
