-- What DuckDB says of texts, lists and times.
SELECT 'printf(''%d|%5d|%-5d|%05d|%x|%X|%o|%e|%.3f|%g|%s|%10s|%%'', 42, 42, 42, 42, 255, 255, 8, 1234.5::double, 3.14159::double, 0.0001::double, ''x'', ''ab'')' AS e, to_json(printf('%d|%5d|%-5d|%05d|%x|%X|%o|%e|%.3f|%g|%s|%10s|%%', 42, 42, 42, 42, 255, 255, 8, 1234.5::double, 3.14159::double, 0.0001::double, 'x', 'ab')) AS v
UNION ALL SELECT 'hex(255)' AS e, to_json(hex(255)) AS v
UNION ALL SELECT 'hex(-1)' AS e, to_json(hex(-1)) AS v
UNION ALL SELECT 'hex(''hi'')' AS e, to_json(hex('hi')) AS v
UNION ALL SELECT 'bin(6)' AS e, to_json(bin(6)) AS v
UNION ALL SELECT 'to_base(255, 36, 4)' AS e, to_json(to_base(255, 36, 4)) AS v
UNION ALL SELECT 'unhex(''6869'')::varchar' AS e, to_json(unhex('6869')::varchar) AS v
UNION ALL SELECT 'hamming(''duck'',''luck'')' AS e, to_json(hamming('duck','luck')) AS v
UNION ALL SELECT 'strip_accents(''mühleisen'')' AS e, to_json(strip_accents('mühleisen')) AS v
UNION ALL SELECT 'lcase(''HÉ'')' AS e, to_json(lcase('HÉ')) AS v
UNION ALL SELECT 'ucase(''hé'')' AS e, to_json(ucase('hé')) AS v
UNION ALL SELECT 'instr(''hello'',''lo'')' AS e, to_json(instr('hello','lo')) AS v
UNION ALL SELECT 'instr(''hello'',''z'')' AS e, to_json(instr('hello','z')) AS v
UNION ALL SELECT 'strlen(''é'')' AS e, to_json(strlen('é')) AS v
UNION ALL SELECT 'ord(''é'')' AS e, to_json(ord('é')) AS v
UNION ALL SELECT 'prefix(''hello'',''he'')' AS e, to_json(prefix('hello','he')) AS v
UNION ALL SELECT 'suffix(''hello'',''lo'')' AS e, to_json(suffix('hello','lo')) AS v
UNION ALL SELECT 'base64(''hi!''::blob)' AS e, to_json(base64('hi!'::blob)) AS v
UNION ALL SELECT 'nullif(1,1)' AS e, to_json(nullif(1,1)) AS v
UNION ALL SELECT 'ifnull(NULL,2)' AS e, to_json(ifnull(NULL,2)) AS v
UNION ALL SELECT 'xor(12,10)' AS e, to_json(xor(12,10)) AS v
UNION ALL SELECT 'even(2.1::double)' AS e, to_json(even(2.1::double)) AS v
UNION ALL SELECT 'even(-2.1::double)' AS e, to_json(even(-2.1::double)) AS v
UNION ALL SELECT 'even(3)' AS e, to_json(even(3)) AS v
UNION ALL SELECT 'list_sort([3,1,2])' AS e, to_json(list_sort([3,1,2])) AS v
UNION ALL SELECT 'list_reverse_sort([3,1,2])' AS e, to_json(list_reverse_sort([3,1,2])) AS v
UNION ALL SELECT 'list_unique([1,1,2,NULL])' AS e, to_json(list_unique([1,1,2,NULL])) AS v
UNION ALL SELECT 'list_has_any([1,2],[2,3])' AS e, to_json(list_has_any([1,2],[2,3])) AS v
UNION ALL SELECT 'list_has_all([1,2],[2])' AS e, to_json(list_has_all([1,2],[2])) AS v
UNION ALL SELECT 'list_sum([1,2,3])' AS e, to_json(list_sum([1,2,3])) AS v
UNION ALL SELECT 'list_avg([1,2,3])' AS e, to_json(list_avg([1,2,3])) AS v
UNION ALL SELECT 'list_min([3,1,2])' AS e, to_json(list_min([3,1,2])) AS v
UNION ALL SELECT 'list_max([3,1,2])' AS e, to_json(list_max([3,1,2])) AS v
UNION ALL SELECT 'list_count([1,NULL,2])' AS e, to_json(list_count([1,NULL,2])) AS v
UNION ALL SELECT 'len([1,2,3])' AS e, to_json(len([1,2,3])) AS v
UNION ALL SELECT 'len(''abc'')' AS e, to_json(len('abc')) AS v
UNION ALL SELECT 'list_concat([1],[2])' AS e, to_json(list_concat([1],[2])) AS v
UNION ALL SELECT 'list_append([1],2)' AS e, to_json(list_append([1],2)) AS v
UNION ALL SELECT 'list_prepend(0,[1])' AS e, to_json(list_prepend(0,[1])) AS v
UNION ALL SELECT 'list_contains([1,2],2)' AS e, to_json(list_contains([1,2],2)) AS v
UNION ALL SELECT 'list_position([1,2],2)' AS e, to_json(list_position([1,2],2)) AS v
UNION ALL SELECT 'list_resize([1,2,3],5,0)' AS e, to_json(list_resize([1,2,3],5,0)) AS v
UNION ALL SELECT 'flatten([[1,2],[3]])' AS e, to_json(flatten([[1,2],[3]])) AS v
UNION ALL SELECT 'array_to_string([1,2],'','')' AS e, to_json(array_to_string([1,2],',')) AS v
UNION ALL SELECT 'range(5)' AS e, to_json(range(5)) AS v
UNION ALL SELECT 'range(1,5)' AS e, to_json(range(1,5)) AS v
UNION ALL SELECT 'range(1,10,3)' AS e, to_json(range(1,10,3)) AS v
UNION ALL SELECT 'regexp_extract_all(''a1b22c333'',''[0-9]+'')' AS e, to_json(regexp_extract_all('a1b22c333','[0-9]+')) AS v
UNION ALL SELECT 'regexp_extract_all(''k=v;l=w'',''(\w)=(\w)'',2)' AS e, to_json(regexp_extract_all('k=v;l=w','(\w)=(\w)',2)) AS v
UNION ALL SELECT 'regexp_extract(''abc'',''b'')' AS e, to_json(regexp_extract('abc','b')) AS v
UNION ALL SELECT 'str_split(''a,b,c'','','')' AS e, to_json(str_split('a,b,c',',')) AS v
UNION ALL SELECT 'string_split_regex(''a1b22c'',''[0-9]+'')' AS e, to_json(string_split_regex('a1b22c','[0-9]+')) AS v
UNION ALL SELECT 'split_part(''a,b,c'','','',2)' AS e, to_json(split_part('a,b,c',',',2)) AS v
UNION ALL SELECT 'contains(''hello'',''ell'')' AS e, to_json(contains('hello','ell')) AS v
UNION ALL SELECT 'date_diff(''day'',DATE ''2024-01-01'',DATE ''2024-03-01'')' AS e, to_json(date_diff('day',DATE '2024-01-01',DATE '2024-03-01')) AS v
UNION ALL SELECT 'date_diff(''month'',DATE ''2024-01-31'',DATE ''2024-03-01'')' AS e, to_json(date_diff('month',DATE '2024-01-31',DATE '2024-03-01')) AS v
UNION ALL SELECT 'date_diff(''week'',DATE ''2024-01-01'',DATE ''2024-01-08'')' AS e, to_json(date_diff('week',DATE '2024-01-01',DATE '2024-01-08')) AS v
UNION ALL SELECT 'date_diff(''quarter'',DATE ''2024-01-01'',DATE ''2024-12-31'')' AS e, to_json(date_diff('quarter',DATE '2024-01-01',DATE '2024-12-31')) AS v
UNION ALL SELECT 'date_diff(''hour'',TIMESTAMP ''2024-01-01 00:59'',TIMESTAMP ''2024-01-01 01:01'')' AS e, to_json(date_diff('hour',TIMESTAMP '2024-01-01 00:59',TIMESTAMP '2024-01-01 01:01')) AS v
UNION ALL SELECT 'date_sub(''hour'',TIMESTAMP ''2024-01-01 00:59'',TIMESTAMP ''2024-01-01 01:01'')' AS e, to_json(date_sub('hour',TIMESTAMP '2024-01-01 00:59',TIMESTAMP '2024-01-01 01:01')) AS v
UNION ALL SELECT 'date_sub(''week'',DATE ''2024-01-01'',DATE ''2024-01-08'')' AS e, to_json(date_sub('week',DATE '2024-01-01',DATE '2024-01-08')) AS v
UNION ALL SELECT 'date_sub(''quarter'',DATE ''2024-01-01'',DATE ''2024-12-31'')' AS e, to_json(date_sub('quarter',DATE '2024-01-01',DATE '2024-12-31')) AS v
UNION ALL SELECT 'dayname(DATE ''2024-01-01'')' AS e, to_json(dayname(DATE '2024-01-01')) AS v
UNION ALL SELECT 'monthname(DATE ''2024-01-01'')' AS e, to_json(monthname(DATE '2024-01-01')) AS v
UNION ALL SELECT 'last_day(DATE ''2024-02-10'')' AS e, to_json(last_day(DATE '2024-02-10')) AS v
UNION ALL SELECT 'yearweek(DATE ''2024-12-30'')' AS e, to_json(yearweek(DATE '2024-12-30')) AS v
UNION ALL SELECT 'weekofyear(DATE ''2024-12-30'')' AS e, to_json(weekofyear(DATE '2024-12-30')) AS v
UNION ALL SELECT 'dayofweek(DATE ''2024-12-29'')' AS e, to_json(dayofweek(DATE '2024-12-29')) AS v
UNION ALL SELECT 'isodow(DATE ''2024-12-29'')' AS e, to_json(isodow(DATE '2024-12-29')) AS v
UNION ALL SELECT 'dayofyear(DATE ''2024-12-31'')' AS e, to_json(dayofyear(DATE '2024-12-31')) AS v
--- output
{"e":"printf('%d|%5d|%-5d|%05d|%x|%X|%o|%e|%.3f|%g|%s|%10s|%%', 42, 42, 42, 42, 255, 255, 8, 1234.5::double, 3.14159::double, 0.0001::double, 'x', 'ab')","v":"42|   42|42   |00042|ff|FF|10|1.234500e+03|3.142|0.0001|x|        ab|%"}
{"e":"hex(255)","v":"FF"}
{"e":"hex(-1)","v":"FFFFFFFFFFFFFFFF"}
{"e":"hex('hi')","v":"6869"}
{"e":"bin(6)","v":"110"}
{"e":"to_base(255, 36, 4)","v":"0073"}
{"e":"unhex('6869')::varchar","v":"\\x6869"}
{"e":"hamming('duck','luck')","v":1}
{"e":"strip_accents('mühleisen')","v":"muhleisen"}
{"e":"lcase('HÉ')","v":"hé"}
{"e":"ucase('hé')","v":"HÉ"}
{"e":"instr('hello','lo')","v":4}
{"e":"instr('hello','z')","v":0}
{"e":"strlen('é')","v":2}
{"e":"ord('é')","v":233}
{"e":"prefix('hello','he')","v":true}
{"e":"suffix('hello','lo')","v":true}
{"e":"base64('hi!'::blob)","v":"aGkh"}
{"e":"nullif(1,1)","v":null}
{"e":"ifnull(NULL,2)","v":2}
{"e":"xor(12,10)","v":6}
{"e":"even(2.1::double)","v":4}
{"e":"even(-2.1::double)","v":-4}
{"e":"even(3)","v":4}
{"e":"list_sort([3,1,2])","v":[1,2,3]}
{"e":"list_reverse_sort([3,1,2])","v":[3,2,1]}
{"e":"list_unique([1,1,2,NULL])","v":2}
{"e":"list_has_any([1,2],[2,3])","v":true}
{"e":"list_has_all([1,2],[2])","v":true}
{"e":"list_sum([1,2,3])","v":6}
{"e":"list_avg([1,2,3])","v":2}
{"e":"list_min([3,1,2])","v":1}
{"e":"list_max([3,1,2])","v":3}
{"e":"list_count([1,NULL,2])","v":2}
{"e":"len([1,2,3])","v":3}
{"e":"len('abc')","v":3}
{"e":"list_concat([1],[2])","v":[1,2]}
{"e":"list_append([1],2)","v":[1,2]}
{"e":"list_prepend(0,[1])","v":[0,1]}
{"e":"list_contains([1,2],2)","v":true}
{"e":"list_position([1,2],2)","v":1}
{"e":"list_resize([1,2,3],5,0)","v":[1,2,3,0,0]}
{"e":"flatten([[1,2],[3]])","v":[1,2,3]}
{"e":"array_to_string([1,2],',')","v":"1,2"}
{"e":"range(5)","v":[0,1,2,3,4]}
{"e":"range(1,5)","v":[1,2,3,4]}
{"e":"range(1,10,3)","v":[1,4,7]}
{"e":"regexp_extract_all('a1b22c333','[0-9]+')","v":["1","22","333"]}
{"e":"regexp_extract_all('k=v;l=w','(\\w)=(\\w)',2)","v":["v","w"]}
{"e":"regexp_extract('abc','b')","v":"b"}
{"e":"str_split('a,b,c',',')","v":["a","b","c"]}
{"e":"string_split_regex('a1b22c','[0-9]+')","v":["a","b","c"]}
{"e":"split_part('a,b,c',',',2)","v":"b"}
{"e":"contains('hello','ell')","v":true}
{"e":"date_diff('day',DATE '2024-01-01',DATE '2024-03-01')","v":60}
{"e":"date_diff('month',DATE '2024-01-31',DATE '2024-03-01')","v":2}
{"e":"date_diff('week',DATE '2024-01-01',DATE '2024-01-08')","v":1}
{"e":"date_diff('quarter',DATE '2024-01-01',DATE '2024-12-31')","v":3}
{"e":"date_diff('hour',TIMESTAMP '2024-01-01 00:59',TIMESTAMP '2024-01-01 01:01')","v":1}
{"e":"date_sub('hour',TIMESTAMP '2024-01-01 00:59',TIMESTAMP '2024-01-01 01:01')","v":0}
{"e":"date_sub('week',DATE '2024-01-01',DATE '2024-01-08')","v":1}
{"e":"date_sub('quarter',DATE '2024-01-01',DATE '2024-12-31')","v":3}
{"e":"dayname(DATE '2024-01-01')","v":"Monday"}
{"e":"monthname(DATE '2024-01-01')","v":"January"}
{"e":"last_day(DATE '2024-02-10')","v":"2024-02-29"}
{"e":"yearweek(DATE '2024-12-30')","v":202501}
{"e":"weekofyear(DATE '2024-12-30')","v":1}
{"e":"dayofweek(DATE '2024-12-29')","v":0}
{"e":"isodow(DATE '2024-12-29')","v":7}
{"e":"dayofyear(DATE '2024-12-31')","v":366}
