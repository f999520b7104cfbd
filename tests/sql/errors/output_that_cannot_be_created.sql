-- An output that cannot be created is status 5.
SELECT 1
--- args -o no/such/folder/out
--- exit 5
--- output
--- stderr
LDB-5004
