-- Rows of a file that a changelog asks for: EXISTS goes with the last one that asked, and without EMIT the final rows are given.
CREATE SOURCE s FROM FILE (path = 's', format = 'changelog');
SELECT id FROM 'a.csv' a WHERE EXISTS (SELECT 1 FROM s WHERE s.k = a.k AND s.v < a.v);
SELECT id FROM 'a.csv' a WHERE EXISTS (SELECT 1 FROM s WHERE s.k = a.k AND s.v < a.v) EMIT CHANGES;
SELECT a.id, s.v FROM 'a.csv' a LEFT JOIN s ON s.k = a.k;
--- input a.csv
id,k,v
1,1,5
2,2,5
3,3,5
--- input s
{"_weight":1,"k":1,"v":3}
{"_weight":-1,"k":1,"v":3}
{"_weight":1,"k":2,"v":3}
{"_weight":1,"k":2,"v":4}
{"_weight":-1,"k":2,"v":3}
--- output
{"id":2}
{"_weight":1,"id":1}
{"_weight":-1,"id":1}
{"_weight":1,"id":2}
{"id":2,"v":4}
{"id":1,"v":null}
{"id":3,"v":null}
