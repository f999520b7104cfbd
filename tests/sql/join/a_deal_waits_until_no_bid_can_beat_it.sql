-- An ASOF join that looks ahead answers when the watermark is past its winner, in order of those.
WITH ask AS (SELECT * FROM stdin WHERE side = 'ask'),
     bid AS (SELECT * FROM stdin WHERE side = 'bid')
SELECT ask.n, bid.n AS taken FROM ask ASOF LEFT JOIN bid ON ask.lot = bid.lot AND ask.at <= bid.at
--- args -e at -w 2s
--- input
{"side":"ask","n":1,"lot":"w","at":"2023-11-05T08:00:00Z"}
{"side":"ask","n":2,"lot":"z","at":"2023-11-05T08:00:01Z"}
{"side":"bid","n":90,"lot":"z","at":"2023-11-05T08:00:03Z"}
{"side":"bid","n":91,"lot":"z","at":"2023-11-05T08:00:02Z"}
{"side":"bid","n":92,"lot":"w","at":"2023-11-05T08:00:09Z"}
{"side":"bid","n":93,"lot":"z","at":"2023-11-05T08:00:30Z"}
--- output
{"n":2,"taken":91}
{"n":1,"taken":92}
