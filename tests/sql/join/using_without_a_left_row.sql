-- The USING column of a RIGHT JOIN is the right one where there is no left row.
SELECT * FROM 'a.csv' a RIGHT JOIN 'b.csv' b USING (id)
--- input a.csv
id,x
1,p
--- input b.csv
id,y
1,q
2,r
--- output
{"id":1,"x":"p","y":"q"}
{"id":2,"x":null,"y":"r"}
