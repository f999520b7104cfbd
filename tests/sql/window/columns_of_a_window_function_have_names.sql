-- AS t(a, b) names the columns of a window function.
CREATE SOURCE stdin (t BIGINT, n BIGINT);
SELECT b, w FROM TUMBLE(TABLE stdin, DESCRIPTOR(t), INTERVAL '1' SECOND) AS x (a, b, w)
--- input
{"t":1500,"n":7}
--- output
{"b":7,"w":1000}
