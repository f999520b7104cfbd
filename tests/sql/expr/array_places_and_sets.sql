-- Dimensions, places and replacement in arrays, from 0 as everywhere.
SELECT 'array_ndims(ARRAY[[1,2],[3,4]])' AS e, to_json(array_ndims(ARRAY[[1,2],[3,4]])) AS v
UNION ALL SELECT 'array_ndims(ARRAY[]::int[])' AS e, to_json(array_ndims(ARRAY[]::int[])) AS v
UNION ALL SELECT 'array_dims(ARRAY[1,2])' AS e, to_json(array_dims(ARRAY[1,2])) AS v
UNION ALL SELECT 'array_lower(ARRAY[1,2],1)' AS e, to_json(array_lower(ARRAY[1,2],1)) AS v
UNION ALL SELECT 'array_upper(ARRAY[1,2],1)' AS e, to_json(array_upper(ARRAY[1,2],1)) AS v
UNION ALL SELECT 'array_position(ARRAY[''a'',''b'',''c''],''b'')' AS e, to_json(array_position(ARRAY['a','b','c'],'b')) AS v
UNION ALL SELECT 'array_position(ARRAY[''a'',''b''],''z'')' AS e, to_json(array_position(ARRAY['a','b'],'z')) AS v
UNION ALL SELECT 'array_position(ARRAY[1,NULL],NULL)' AS e, to_json(array_position(ARRAY[1,NULL],NULL)) AS v
UNION ALL SELECT 'array_position(ARRAY[1,2,1],1,1)' AS e, to_json(array_position(ARRAY[1,2,1],1,1)) AS v
UNION ALL SELECT 'array_positions(ARRAY[''A'',''B'',''A''],''A'')' AS e, to_json(array_positions(ARRAY['A','B','A'],'A')) AS v
UNION ALL SELECT 'array_remove(ARRAY[1,2,3,2],2)' AS e, to_json(array_remove(ARRAY[1,2,3,2],2)) AS v
UNION ALL SELECT 'array_remove(ARRAY[1,NULL],NULL)' AS e, to_json(array_remove(ARRAY[1,NULL],NULL)) AS v
UNION ALL SELECT 'array_remove(NULL::int[],1)' AS e, to_json(array_remove(NULL::int[],1)) AS v
UNION ALL SELECT 'array_replace(ARRAY[1,2,5,4],5,3)' AS e, to_json(array_replace(ARRAY[1,2,5,4],5,3)) AS v
UNION ALL SELECT 'array_replace(ARRAY[1,NULL],NULL,0)' AS e, to_json(array_replace(ARRAY[1,NULL],NULL,0)) AS v
UNION ALL SELECT 'array_fill(7,ARRAY[3])' AS e, to_json(array_fill(7,ARRAY[3])) AS v
UNION ALL SELECT 'trim_array(ARRAY[1,2,3,4],2)' AS e, to_json(trim_array(ARRAY[1,2,3,4],2)) AS v
UNION ALL SELECT 'array_to_string(ARRAY[1,2,NULL,4],'','',''*'')' AS e, to_json(array_to_string(ARRAY[1,2,NULL,4],',','*')) AS v
UNION ALL SELECT 'array_to_string(ARRAY[[1,2],[3,4]],'','')' AS e, to_json(array_to_string(ARRAY[[1,2],[3,4]],',')) AS v
--- output
{"e":"array_ndims(ARRAY[[1,2],[3,4]])","v":2}
{"e":"array_ndims(ARRAY[]::int[])","v":null}
{"e":"array_dims(ARRAY[1,2])","v":"[0:1]"}
{"e":"array_lower(ARRAY[1,2],1)","v":0}
{"e":"array_upper(ARRAY[1,2],1)","v":1}
{"e":"array_position(ARRAY['a','b','c'],'b')","v":1}
{"e":"array_position(ARRAY['a','b'],'z')","v":null}
{"e":"array_position(ARRAY[1,NULL],NULL)","v":1}
{"e":"array_position(ARRAY[1,2,1],1,1)","v":2}
{"e":"array_positions(ARRAY['A','B','A'],'A')","v":[0,2]}
{"e":"array_remove(ARRAY[1,2,3,2],2)","v":[1,3]}
{"e":"array_remove(ARRAY[1,NULL],NULL)","v":[1]}
{"e":"array_remove(NULL::int[],1)","v":null}
{"e":"array_replace(ARRAY[1,2,5,4],5,3)","v":[1,2,3,4]}
{"e":"array_replace(ARRAY[1,NULL],NULL,0)","v":[1,0]}
{"e":"array_fill(7,ARRAY[3])","v":[7,7,7]}
{"e":"trim_array(ARRAY[1,2,3,4],2)","v":[1,2]}
{"e":"array_to_string(ARRAY[1,2,NULL,4],',','*')","v":"1,2,*,4"}
{"e":"array_to_string(ARRAY[[1,2],[3,4]],',')","v":"1,2,3,4"}
