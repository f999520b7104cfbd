-- A subquery without FROM names the columns of the query around, not those of standard input.
SELECT id, (SELECT v + 1) a, (SELECT v WHERE id > 1) w, EXISTS (SELECT 1 WHERE id > 2) e, id IN (SELECT v / 10) i, 2 IN (SELECT unnest(l)) u, 2 NOT IN (SELECT unnest(l)) n FROM stdin
--- input
{"id":1,"v":10,"l":[1,2]}
{"id":2,"v":30,"l":[]}
{"id":3,"v":null,"l":null}
--- output
{"id":1,"a":11,"w":null,"e":false,"i":true,"u":true,"n":false}
{"id":2,"a":31,"w":30,"e":false,"i":false,"u":false,"n":true}
{"id":3,"a":null,"w":null,"e":true,"i":null,"u":false,"n":true}
--- quiet
