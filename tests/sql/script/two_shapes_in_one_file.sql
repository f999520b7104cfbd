-- Records that carry their names may differ from INSERT to INSERT.
INSERT INTO 'out.json' SELECT city FROM stdin WHERE t > 5;
INSERT INTO 'out.json' SELECT count(*) AS n FROM stdin
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output out.json
[{"city":"Rome"},
{"city":"Oslo"},
{"n":3}]
