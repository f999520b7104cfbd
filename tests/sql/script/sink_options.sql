-- A sink writes as its options say.
CREATE SINK cold FROM stdin WHERE t < 10 INTO FILE (path = 'cold.txt', header = false, delimiter = ';') FORMAT CSV
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
--- output cold.txt
Oslo;4
Oslo;7
