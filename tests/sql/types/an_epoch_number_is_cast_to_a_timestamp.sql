-- A number cast to TIMESTAMP is an epoch number, in the unit that its size says; what is out of range has none.
SELECT t::timestamp AS a, t::date AS b, TRY_CAST(1e300 AS timestamp) AS c, 1700000000::timestamp AS d
--- input
{"t":1700000000}
{"t":1700000000123}
{"t":-1.5}
--- output
{"a":"2023-11-14T22:13:20Z","b":"2023-11-14","c":null,"d":"2023-11-14T22:13:20Z"}
{"a":"2023-11-14T22:13:20.123Z","b":"2023-11-14","c":null,"d":"2023-11-14T22:13:20Z"}
{"a":"1969-12-31T23:59:58.5Z","b":"1969-12-31","c":null,"d":"2023-11-14T22:13:20Z"}
