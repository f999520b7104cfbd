-- Whole quotients, factorials, digits behind the point, NULLs among arguments, places among bounds.
SELECT 'width_bucket(5,ARRAY[1,3,4,10])' AS e, to_json(width_bucket(5,ARRAY[1,3,4,10])) AS v
UNION ALL SELECT 'width_bucket(0,ARRAY[1,3,4,10])' AS e, to_json(width_bucket(0,ARRAY[1,3,4,10])) AS v
UNION ALL SELECT 'width_bucket(11,ARRAY[1,3,4,10])' AS e, to_json(width_bucket(11,ARRAY[1,3,4,10])) AS v
UNION ALL SELECT 'width_bucket(''2024-01-01''::date,ARRAY[''2023-01-01''::date,''2024-01-01''::date])' AS e, to_json(width_bucket('2024-01-01'::date,ARRAY['2023-01-01'::date,'2024-01-01'::date])) AS v
UNION ALL SELECT 'factorial(5)' AS e, to_json(factorial(5)) AS v
UNION ALL SELECT 'factorial(0)' AS e, to_json(factorial(0)) AS v
UNION ALL SELECT 'factorial(20)' AS e, to_json(factorial(20)) AS v
UNION ALL SELECT 'factorial(25)' AS e, to_json(factorial(25)) AS v
UNION ALL SELECT 'div(9,4)' AS e, to_json(div(9,4)) AS v
UNION ALL SELECT 'div(-9,4)' AS e, to_json(div(-9,4)) AS v
UNION ALL SELECT 'div(9.5,2)' AS e, to_json(div(9.5,2)) AS v
UNION ALL SELECT 'div(-9.5,2)' AS e, to_json(div(-9.5,2)) AS v
UNION ALL SELECT 'scale(8.4100)' AS e, to_json(scale(8.4100)) AS v
UNION ALL SELECT 'scale(8)' AS e, to_json(scale(8)) AS v
UNION ALL SELECT 'min_scale(8.4100)' AS e, to_json(min_scale(8.4100)) AS v
UNION ALL SELECT 'trim_scale(8.4100)' AS e, to_json(trim_scale(8.4100)) AS v
UNION ALL SELECT 'num_nulls(1,NULL,2)' AS e, to_json(num_nulls(1,NULL,2)) AS v
UNION ALL SELECT 'num_nonnulls(1,NULL,2)' AS e, to_json(num_nonnulls(1,NULL,2)) AS v
UNION ALL SELECT 'bit_count(''\xff''::bytea)' AS e, to_json(bit_count('\xff'::bytea)) AS v
--- output
{"e":"width_bucket(5,ARRAY[1,3,4,10])","v":3}
{"e":"width_bucket(0,ARRAY[1,3,4,10])","v":0}
{"e":"width_bucket(11,ARRAY[1,3,4,10])","v":4}
{"e":"width_bucket('2024-01-01'::date,ARRAY['2023-01-01'::date,'2024-01-01'::date])","v":2}
{"e":"factorial(5)","v":120}
{"e":"factorial(0)","v":1}
{"e":"factorial(20)","v":2432902008176640000}
{"e":"factorial(25)","v":15511210043330985984000000}
{"e":"div(9,4)","v":2}
{"e":"div(-9,4)","v":-2}
{"e":"div(9.5,2)","v":4}
{"e":"div(-9.5,2)","v":-4}
{"e":"scale(8.4100)","v":4}
{"e":"scale(8)","v":0}
{"e":"min_scale(8.4100)","v":2}
{"e":"trim_scale(8.4100)","v":8.41}
{"e":"num_nulls(1,NULL,2)","v":1}
{"e":"num_nonnulls(1,NULL,2)","v":2}
{"e":"bit_count('\\xff'::bytea)","v":8}
