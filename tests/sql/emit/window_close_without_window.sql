-- EMIT ON WINDOW CLOSE needs a window.
SELECT count(*) FROM stdin EMIT ON WINDOW CLOSE
--- exit 3
--- stderr
LDB-2001
