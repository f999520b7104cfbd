-- A condition of EXISTS may be of the outer table alone, or have both tables on one side of an equality.
SELECT a.id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE a.k = b.k AND a.v = a.w);
SELECT a.id FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE a.v + b.v = 9)
--- args -- a=a.ndjson b=b.ndjson
--- input a.ndjson
{"id":1,"k":1,"v":5,"w":5}
{"id":2,"k":1,"v":5,"w":6}
{"id":3,"k":2,"v":3,"w":3}
--- input b.ndjson
{"k":1,"v":4}
--- output
{"id":1}
{"id":3}
