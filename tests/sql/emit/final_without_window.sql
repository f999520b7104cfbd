-- EMIT FINAL needs a window.
SELECT v FROM stdin EMIT FINAL
--- exit 3
--- stderr
LDB-2001
