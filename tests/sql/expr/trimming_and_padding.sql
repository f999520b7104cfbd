-- Trimming takes a set of characters; padding also cuts.
SELECT btrim(s, '*') AS both, ltrim(s, '* ') AS front, rtrim(s, '*') AS back, rpad(s, 6, '.') AS right_, lpad(s, 6, '-+') AS left_,
       substr(s, 2, 3) AS part FROM stdin
--- input
{"s":"**ab*"}
{"s":" * x"}
{"s":"éclair*"}
{"s":""}
{"s":null}
--- output
{"both":"ab","front":"ab*","back":"**ab","right_":"**ab*.","left_":"-**ab*","part":"*ab"}
{"both":" * x","front":"x","back":" * x","right_":" * x..","left_":"-+ * x","part":"* x"}
{"both":"éclair","front":"éclair*","back":"éclair","right_":"éclair","left_":"éclair","part":"cla"}
{"both":"","front":"","back":"","right_":"......","left_":"-+-+-+","part":""}
{"both":null,"front":null,"back":null,"right_":null,"left_":null,"part":null}
