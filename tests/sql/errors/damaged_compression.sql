-- Compressed input that ends early is status 4.
SELECT * FROM stdin
--- input .hex
1f8b0800000000000003ab56
--- exit 4
--- stderr
LDB-4005
