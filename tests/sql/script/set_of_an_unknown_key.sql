-- A setting that does not exist is an error with the near name.
SET chnagelog = 'op';
SELECT 1
--- exit 2
--- stderr
LDB-0002.*chnagelog
changelog
