-- EMIT ON WATERMARK needs a window.
SELECT k, count(*) FROM stdin GROUP BY k EMIT ON WATERMARK
--- exit 3
--- stderr
LDB-2001
