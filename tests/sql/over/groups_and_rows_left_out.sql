-- GROUPS counts peers as one; EXCLUDE leaves out the row, its peers, or its peers but itself.
SELECT id, array_agg(id) OVER (ORDER BY v GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) AS g,
       array_agg(id) OVER (ORDER BY v GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) AS t,
       sum(id) OVER (ORDER BY v GROUPS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS f,
       avg(id) OVER (ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS others,
       first_value(id) OVER (ORDER BY v RANGE UNBOUNDED PRECEDING EXCLUDE GROUP) AS x
FROM 'x.ndjson' ORDER BY id
--- input x.ndjson
{"id":1,"v":10}
{"id":2,"v":20}
{"id":3,"v":20}
{"id":4,"v":40}
{"id":5,"v":null}
--- output
{"id":1,"g":[1],"t":[1],"f":5,"others":3.5,"x":null}
{"id":2,"g":[1,2,3],"t":[1,2],"f":4,"others":3.25,"x":1}
{"id":3,"g":[1,2,3],"t":[1,3],"f":4,"others":3,"x":1}
{"id":4,"g":[2,3,4],"t":[2,3,4],"f":5,"others":2.75,"x":1}
{"id":5,"g":[4,5],"t":[4,5],"f":null,"others":2.5,"x":1}
