-- An unknown key of a connector is an error with the near name.
CREATE SOURCE s (a BIGINT) FROM FILE (pth = 'a.csv');
SELECT * FROM s
--- exit 2
--- stderr
LDB-0002.*pth
