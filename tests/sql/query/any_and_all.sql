-- x op ANY and ALL over an array or a subquery follow the logic of three values; = ANY of a subquery is IN.
SELECT id, v = ANY(ARRAY[10, 20]) a, v > ALL (SELECT w FROM b WHERE b.k < 'c') l, v < SOME(ARRAY[NULL, 15]) s, k NOT LIKE ALL(['a%', 'b%',]) n,
k = ANY (SELECT k FROM b) i, v <> ALL (SELECT w * 10 FROM b) o, 1 = ANY([]) e, 1 = ALL([]) f FROM stdin
--- args -- b=b.ndjson -
--- input
{"id":1,"k":"a","v":10}
{"id":2,"k":"b","v":20}
{"id":3,"k":"a","v":30}
{"id":4,"k":"c","v":null}
--- input b.ndjson
{"k":"a","w":1}
{"k":"b","w":2}
{"k":"d","w":3}
--- output
{"id":1,"a":true,"l":true,"s":true,"n":false,"i":true,"o":false,"e":false,"f":true}
{"id":2,"a":true,"l":true,"s":null,"n":false,"i":true,"o":false,"e":false,"f":true}
{"id":3,"a":false,"l":true,"s":null,"n":false,"i":true,"o":false,"e":false,"f":true}
{"id":4,"a":null,"l":null,"s":null,"n":true,"i":false,"o":null,"e":false,"f":true}
--- quiet
