-- A name in FROM that is no source is LDB-1101.
SELECT * FROM orders
--- exit 3
--- stderr
LDB-1101.*orders
