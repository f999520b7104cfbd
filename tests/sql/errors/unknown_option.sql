-- An unknown option is one line and status 2.
SELECT 1
--- args --colour
--- exit 2
--- output
--- stderr
--colour
