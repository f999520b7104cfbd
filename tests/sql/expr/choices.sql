-- IFNULL, NULLIF, IF and greatest choose values row by row.
SELECT IFNULL(a, -1) AS ifnull, NULLIF(a, 3) AS nullif, IF(a > 2, 'big', 'small') AS if_, greatest(a, 2) AS g, least(a, 2) AS l FROM stdin
--- input
{"a":1}
{"a":3}
{"a":null}
--- output
{"ifnull":1,"nullif":1,"if_":"small","g":2,"l":1}
{"ifnull":3,"nullif":null,"if_":"big","g":3,"l":2}
{"ifnull":-1,"nullif":null,"if_":"small","g":2,"l":2}
