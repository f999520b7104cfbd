-- A sink without INTO prints.
CREATE SINK s AS SELECT city FROM stdin WHERE t > 20
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
{"city":"Rome"}
