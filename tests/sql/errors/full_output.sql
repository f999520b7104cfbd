-- Output that cannot be written is status 5.
SELECT 1
--- args -o /dev/full
--- exit 5
--- stderr
LDB-5003
