-- A lookup on demand by two columns, one of them made to fit the type of the other side.
CREATE LOOKUP TABLE rates (cur VARCHAR, year INTEGER, rate DECIMAL(6,2), PRIMARY KEY (cur, year)) FROM FILE (path = 'r.csv', lookup = 'on demand');
SELECT s.cur, s.amount * r.rate AS eur FROM stdin s LEFT JOIN rates r ON r.year = s.y AND s.cur = r.cur
--- input
{"cur":"NOK","y":2024,"amount":100}
{"cur":"SEK","y":2024,"amount":10}
{"cur":"NOK","y":2025.0,"amount":10}
{"cur":"NOK","y":"2024","amount":1}
--- input r.csv
cur,year,rate
NOK,2024,0.09
NOK,2025,0.08
SEK,2025,0.07
--- output
{"cur":"NOK","eur":9.00}
{"cur":"SEK","eur":null}
{"cur":"NOK","eur":0.80}
{"cur":"NOK","eur":0.09}
--- quiet
