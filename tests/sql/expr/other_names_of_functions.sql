-- Other names of functions do what the first name does.
SELECT nvl(a, 7) AS nvl, greatest_common_divisor(12, 18) AS gcd, least_common_multiple(4, 6) AS lcm, fmod(7.5, 2) AS fmod,
    typeof(1.5) AS typeof, pg_typeof('x') AS pg_typeof, charindex('l', 'hello') AS charindex, locate('l', 'hello') AS locate,
    split('a-b', '-') AS split, startswith('hello', 'he') AS startswith, endswith('hello', 'lo') AS endswith,
    to_bin(5) AS to_bin, to_oct(64) AS to_oct, editdist3('kitten', 'sitting') AS editdist3,
    mismatches('abc', 'abd') AS mismatches, str_split_regex('a1b22c', '[0-9]+') AS str_split_regex FROM stdin;
SELECT datepart('year', t) AS datepart, datetrunc('month', t) AS datetrunc, make_timestamp_ms(1500) AS make_timestamp_ms,
    to_years(2) AS y, to_quarters(1) AS q, to_weeks(1) AS w, to_minutes(90) AS mi, to_seconds(90) AS s,
    to_microseconds(5) AS us, millisecond(t) AS ms, dayofmonth(t) AS dom FROM (SELECT TIMESTAMP '2026-08-09 16:05:06.25' AS t);
SELECT clock_timestamp() > TIMESTAMP '2025-01-01' AS c, statement_timestamp() <= now() AS s, transaction_timestamp() <= now() AS t,
    get_current_timestamp() <= now() AS g, today() <= current_date AS d, length(uuid()) AS u, gen_random_uuid() <> gen_random_uuid() AS r;
SELECT row_to_json({'a': 1}) AS row_to_json, jsonb_concat('{"a":1}', '{"b":2}') AS jsonb_concat, jsonb_delete('{"a":1,"b":2}', 'a') AS jsonb_delete,
    jsonb_delete_path('{"a":{"b":1,"c":2}}', ARRAY['a', 'b']) AS jsonb_delete_path;
SELECT key, value FROM jsonb_each_text('{"a":1,"b":"x","c":null}');
SELECT value FROM json_array_elements_text('[1,"x",[2]]');
SELECT * FROM jsonb_path_query('{"a":[1,5,9]}', '$.a[*] ? (@ > 3)') AS q;
SELECT * FROM string_to_table('a,b', ',') AS part;
SELECT * FROM regexp_split_to_table('a1b2c', '[0-9]') AS part;
SELECT * FROM generate_subscripts(ARRAY['x', 'y'], 1) AS at;
SELECT array_intersect([1, 2, 3], [3, 1]) AS array_intersect, array_has_any([1, 2], [2, 9]) AS array_has_any,
    array_has_all([1, 2], [2, 9]) AS array_has_all, array_zip([1, 2], ['a']) AS array_zip, array_resize([1], 3) AS array_resize,
    array_unique([1, 1, 2]) AS array_unique, array_reverse_sort([1, 3, 2]) AS array_reverse_sort, array_avg([1, 2]) AS array_avg,
    list_value(1, 2) AS list_value, list_pack(1) AS list_pack, array_value('x') AS array_value, array_push_back([1], 2) AS array_push_back,
    list_cat([1], [2]) AS list_cat, list_has([1, 2], 2) AS list_has, array_has([1], 3) AS array_has, arrays_overlap([1], [2]) AS arrays_overlap;
SELECT list_indexof(['a', 'b'], 'b') AS list_indexof, array_indexof(['a'], 'a') AS array_indexof, list_distinct([2, 1, 2]) AS list_distinct,
    list_reverse([1, 2]) AS list_reverse, list_slice([1, 2, 3], 0, 2) AS list_slice, list_element([5, 6], 1) AS list_element,
    array_extract([5, 6], -1) AS array_extract, array_apply([1, 2], x -> x + 1) AS array_apply;
SELECT from_hex('c3a9') AS from_hex, to_base64('hi') AS to_base64, from_base64('aGk=') AS from_base64;
SELECT fsum(x) AS fsum, kahan_sum(x) AS kahan_sum, favg(x) AS favg, round(geometric_mean(x), 9) AS geometric_mean, json_group_array(x) AS json_group_array
    FROM (VALUES (0.1::DOUBLE), (0.2), (0.3)) v(x)
--- input
{"a":null}
--- output
{"nvl":7,"gcd":6,"lcm":12,"fmod":1.5,"typeof":"DECIMAL","pg_typeof":"VARCHAR","charindex":3,"locate":3,"split":["a","b"],"startswith":true,"endswith":true,"to_bin":"101","to_oct":"100","editdist3":3,"mismatches":1,"str_split_regex":["a","b","c"]}
{"datepart":2026,"datetrunc":"2026-08-01T00:00:00Z","make_timestamp_ms":"1970-01-01T00:00:01.5Z","y":"2 years","q":"3 mons","w":"7 days","mi":"01:30:00","s":"00:01:30","us":"00:00:00.000005","ms":6250,"dom":9}
{"c":true,"s":true,"t":true,"g":true,"d":true,"u":36,"r":true}
{"row_to_json":{"a":1},"jsonb_concat":{"a":1,"b":2},"jsonb_delete":{"b":2},"jsonb_delete_path":{"a":{"c":2}}}
{"key":"a","value":"1"}
{"key":"b","value":"x"}
{"key":"c","value":null}
{"value":"1"}
{"value":"x"}
{"value":"[2]"}
{"q":5}
{"q":9}
{"part":"a"}
{"part":"b"}
{"part":"a"}
{"part":"b"}
{"part":"c"}
{"at":0}
{"at":1}
{"array_intersect":[1,3],"array_has_any":true,"array_has_all":false,"array_zip":[[1,"a"],[2,null]],"array_resize":[1,null,null],"array_unique":2,"array_reverse_sort":[3,2,1],"array_avg":1.5,"list_value":[1,2],"list_pack":[1],"array_value":["x"],"array_push_back":[1,2],"list_cat":[1,2],"list_has":true,"array_has":false,"arrays_overlap":false}
{"list_indexof":1,"array_indexof":0,"list_distinct":[2,1],"list_reverse":[2,1],"list_slice":[1,2],"list_element":6,"array_extract":6,"array_apply":[2,3]}
{"from_hex":"\\xc3a9","to_base64":"aGk=","from_base64":"\\x6869"}
{"fsum":0.6,"kahan_sum":0.6,"favg":0.2,"geometric_mean":0.181712059,"json_group_array":[0.1,0.2,0.3]}
