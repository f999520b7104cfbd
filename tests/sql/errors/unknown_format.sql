-- An unknown format is wrong use.
SELECT 1
--- args -F yaml
--- exit 2
--- stderr
LDB-0001.*yaml
