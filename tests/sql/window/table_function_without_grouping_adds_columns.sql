-- Without aggregation the table function passes every row on, with the bounds of its window added.
SELECT k, window_start AS s, window_end AS e FROM HOP(stdin, ts, INTERVAL '5' SECOND, INTERVAL '10' SECOND)
--- input
{"ts":1700000001,"k":"x"}
{"ts":1600000001,"k":"old"}
--- output
{"k":"x","s":1699999995,"e":1700000005}
{"k":"x","s":1700000000,"e":1700000010}
{"k":"old","s":1599999995,"e":1600000005}
{"k":"old","s":1600000000,"e":1600000010}
