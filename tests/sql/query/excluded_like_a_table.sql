-- EXCLUDE of a column that is called like a table leaves the table.
SELECT * EXCLUDE (b) FROM stdin s JOIN b ON s.k = b.k
--- args -- b=b.ndjson -
--- input
{"k":1,"b":2}
--- input b.ndjson
{"k":1,"w":2}
--- output
{"k":1,"k_b":1,"w":2}
--- quiet
