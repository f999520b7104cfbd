-- A text that ends too early is marked at its end.
SELECT a FROM
--- exit 3
--- stderr
LDB-1000.*end
