-- Rows are the same each time, and follow one another in event time.
CREATE SOURCE bid FROM NEXMARK (table = 'bid', events = 8, rate = 100);
SELECT * FROM bid
--- output
{"auction":1010,"bidder":1002,"price":326,"channel":"channel-2283","url":"https://www.nexmark.com/nxsf/pbua/vgi/item.htm?query=1&channel_id=544352441","dateTime":"2015-07-15T00:00:00.04Z","extra":"vzbgeflrcpgrwupdjdlrkaojkzirkxcmzlsuffmsltcfglngdxupqfmxiikijisihtgyhiv"}
{"auction":1006,"bidder":1001,"price":4102842,"channel":"Apple","url":"https://www.nexmark.com/ckg/uegk/brt/item.htm?query=1","dateTime":"2015-07-15T00:00:00.05Z","extra":"kisdpiyteqjesyarlryfyuhtvjunobyzbffyxdjtmikzagjuyrqnqnrtqnsqrgsngpjtgzugoxtpawqtx"}
{"auction":1004,"bidder":1001,"price":36876004,"channel":"Apple","url":"https://www.nexmark.com/ckg/uegk/brt/item.htm?query=1","dateTime":"2015-07-15T00:00:00.06Z","extra":"lcsxceycrdlooibywokshhwuwwmkvxavdvafvplqgvijsctwetuqsejqzqxyazhobkepicfklxurxjkz"}
{"auction":1000,"bidder":1001,"price":44256495,"channel":"Baidu","url":"https://www.nexmark.com/zfp/hsa/gga/item.htm?query=1","dateTime":"2015-07-15T00:00:00.07Z","extra":"kqebzpakojhqnlupxwfyqysvtjmkybkcdaifrxoxuojwazoelsilzmmzihxwwyr"}
