-- INSERTs into one path are one file, row by row, with one header.
INSERT INTO 'out.csv' SELECT city, t FROM stdin WHERE t < 20;
INSERT INTO 'out.csv' SELECT upper(city), t * 10 FROM stdin
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
--- output out.csv
city,t
Oslo,4
OSLO,40
ROME,210
Oslo,7
OSLO,70
