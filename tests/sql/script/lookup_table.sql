-- A lookup table is read whole before rows are looked up in it.
CREATE LOOKUP TABLE places (city VARCHAR, land VARCHAR, PRIMARY KEY (city)) FROM FILE (path = 'p.csv');
SELECT s.t, p.land FROM stdin s JOIN places p ON s.city = p.city;
SHOW LOOKUP TABLES
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- input p.csv
city,land
Oslo,Norway
--- output
{"t":4,"land":"Norway"}
{"t":7,"land":"Norway"}
{"name":"places"}
