-- What DuckDB says of times, JSON, maps and numbers.
SELECT 'century(DATE ''2024-12-31'')' AS e, to_json(century(DATE '2024-12-31')) AS v
UNION ALL SELECT 'decade(DATE ''2024-12-31'')' AS e, to_json(decade(DATE '2024-12-31')) AS v
UNION ALL SELECT 'millennium(DATE ''2024-12-31'')' AS e, to_json(millennium(DATE '2024-12-31')) AS v
UNION ALL SELECT 'epoch(TIMESTAMP ''2024-01-01'')' AS e, to_json(epoch(TIMESTAMP '2024-01-01')) AS v
UNION ALL SELECT 'epoch_ms(TIMESTAMP ''2024-01-01 00:00:00.123'')' AS e, to_json(epoch_ms(TIMESTAMP '2024-01-01 00:00:00.123')) AS v
UNION ALL SELECT 'epoch_us(TIMESTAMP ''2024-01-01 00:00:00.123'')' AS e, to_json(epoch_us(TIMESTAMP '2024-01-01 00:00:00.123')) AS v
UNION ALL SELECT 'epoch_ns(TIMESTAMP ''2024-01-01'')' AS e, to_json(epoch_ns(TIMESTAMP '2024-01-01')) AS v
UNION ALL SELECT 'epoch_ms(701222400000)' AS e, to_json(epoch_ms(701222400000)) AS v
UNION ALL SELECT 'make_timestamp(1667810584123456)' AS e, to_json(make_timestamp(1667810584123456)) AS v
UNION ALL SELECT 'strftime(TIMESTAMP ''2024-02-03 04:05:06.789'',''%Y-%m-%d %H:%M:%S.%f %a %A %b %B %j %I %p %y %-d %w %u %U %V %G %%'')' AS e, to_json(strftime(TIMESTAMP '2024-02-03 04:05:06.789','%Y-%m-%d %H:%M:%S.%f %a %A %b %B %j %I %p %y %-d %w %u %U %V %G %%')) AS v
UNION ALL SELECT 'strftime(DATE ''2024-02-03'',''%d/%m/%Y'')' AS e, to_json(strftime(DATE '2024-02-03','%d/%m/%Y')) AS v
UNION ALL SELECT 'strptime(''03/02/2024 04:05'',''%d/%m/%Y %H:%M'')' AS e, to_json(strptime('03/02/2024 04:05','%d/%m/%Y %H:%M')) AS v
UNION ALL SELECT 'strptime(''Sat, 3 February 2024'',''%a, %-d %B %Y'')' AS e, to_json(strptime('Sat, 3 February 2024','%a, %-d %B %Y')) AS v
UNION ALL SELECT 'time_bucket(INTERVAL ''1 week'',TIMESTAMP ''2024-02-03 04:05:06'')' AS e, to_json(time_bucket(INTERVAL '1 week',TIMESTAMP '2024-02-03 04:05:06')) AS v
UNION ALL SELECT 'time_bucket(INTERVAL ''3 months'',TIMESTAMP ''2024-02-03 04:05:06'')' AS e, to_json(time_bucket(INTERVAL '3 months',TIMESTAMP '2024-02-03 04:05:06')) AS v
UNION ALL SELECT 'time_bucket(INTERVAL ''15 minutes'',TIMESTAMP ''2024-02-03 04:05:06'',TIMESTAMP ''2024-01-01 00:07:00'')' AS e, to_json(time_bucket(INTERVAL '15 minutes',TIMESTAMP '2024-02-03 04:05:06',TIMESTAMP '2024-01-01 00:07:00')) AS v
UNION ALL SELECT 'to_days(2)' AS e, to_json(to_days(2)) AS v
UNION ALL SELECT 'to_hours(1)' AS e, to_json(to_hours(1)) AS v
UNION ALL SELECT 'to_milliseconds(1500)' AS e, to_json(to_milliseconds(1500)) AS v
UNION ALL SELECT 'json_extract(''{"a":{"b":[1,2]}}'',''$.a.b[1]'')' AS e, to_json(json_extract('{"a":{"b":[1,2]}}','$.a.b[1]')) AS v
UNION ALL SELECT 'json_extract(''{"a":{"b":[1,2]}}'',''$.a.b[#-1]'')' AS e, to_json(json_extract('{"a":{"b":[1,2]}}','$.a.b[#-1]')) AS v
UNION ALL SELECT 'json_extract_string(''{"a":"x"}'',''$.a'')' AS e, to_json(json_extract_string('{"a":"x"}','$.a')) AS v
UNION ALL SELECT 'json_array_length(''[1,2,3]'')' AS e, to_json(json_array_length('[1,2,3]')) AS v
UNION ALL SELECT 'json_keys(''{"a":1,"b":2}'')' AS e, to_json(json_keys('{"a":1,"b":2}')) AS v
UNION ALL SELECT 'json_valid(''{"a":1'')' AS e, to_json(json_valid('{"a":1')) AS v
UNION ALL SELECT 'json_contains(''{"a":1,"b":2}'',''{"a":1}'')' AS e, to_json(json_contains('{"a":1,"b":2}','{"a":1}')) AS v
UNION ALL SELECT 'json_merge_patch(''{"a":1,"b":2}'',''{"b":null,"c":3}'')' AS e, to_json(json_merge_patch('{"a":1,"b":2}','{"b":null,"c":3}')) AS v
UNION ALL SELECT 'map([''a'',''b''],[1,2])' AS e, to_json(map(['a','b'],[1,2])) AS v
UNION ALL SELECT 'map_keys(map([''a'',''b''],[1,2]))' AS e, to_json(map_keys(map(['a','b'],[1,2]))) AS v
UNION ALL SELECT 'map_values(map([''a'',''b''],[1,2]))' AS e, to_json(map_values(map(['a','b'],[1,2]))) AS v
UNION ALL SELECT 'cardinality(map([''a'',''b''],[1,2]))' AS e, to_json(cardinality(map(['a','b'],[1,2]))) AS v
UNION ALL SELECT 'element_at(map([''a''],[1]),''a'')' AS e, to_json(element_at(map(['a'],[1]),'a')) AS v
UNION ALL SELECT 'map_entries(map([''a''],[1]))' AS e, to_json(map_entries(map(['a'],[1]))) AS v
UNION ALL SELECT 'map_concat(map([''a''],[1]),map([''b''],[2]))' AS e, to_json(map_concat(map(['a'],[1]),map(['b'],[2]))) AS v
UNION ALL SELECT 'map_contains(map([''a''],[1]),''a'')' AS e, to_json(map_contains(map(['a'],[1]),'a')) AS v
UNION ALL SELECT 'struct_pack(a := 1, b := ''x'')' AS e, to_json(struct_pack(a := 1, b := 'x')) AS v
UNION ALL SELECT '{''a'': 1, ''b'': [1,2]}' AS e, to_json({'a': 1, 'b': [1,2]}) AS v
UNION ALL SELECT 'struct_extract({''a'': 1}, ''a'')' AS e, to_json(struct_extract({'a': 1}, 'a')) AS v
UNION ALL SELECT 'greatest(1,NULL,3)' AS e, to_json(greatest(1,NULL,3)) AS v
UNION ALL SELECT 'least(1,NULL,3)' AS e, to_json(least(1,NULL,3)) AS v
UNION ALL SELECT 'round(-2.567::double, 2)' AS e, to_json(round(-2.567::double, 2)) AS v
UNION ALL SELECT 'trunc(2.567::double)' AS e, to_json(trunc(2.567::double)) AS v
UNION ALL SELECT 'sign(-2)' AS e, to_json(sign(-2)) AS v
UNION ALL SELECT 'gamma(5)' AS e, to_json(gamma(5)) AS v
UNION ALL SELECT 'lgamma(5)' AS e, to_json(lgamma(5)) AS v
UNION ALL SELECT 'factorial(5)' AS e, to_json(factorial(5)) AS v
UNION ALL SELECT 'nextafter(1::double,2)' AS e, to_json(nextafter(1::double,2)) AS v
UNION ALL SELECT 'signbit(-1.0::double)' AS e, to_json(signbit(-1.0::double)) AS v
UNION ALL SELECT 'isinf(''inf''::double)' AS e, to_json(isinf('inf'::double)) AS v
UNION ALL SELECT 'isfinite(''inf''::double)' AS e, to_json(isfinite('inf'::double)) AS v
UNION ALL SELECT 'bit_count(31)' AS e, to_json(bit_count(31)) AS v
UNION ALL SELECT 'log(2,8)' AS e, to_json(log(2,8)) AS v
UNION ALL SELECT 'log2(8)' AS e, to_json(log2(8)) AS v
UNION ALL SELECT 'pow(2,3)' AS e, to_json(pow(2,3)) AS v
UNION ALL SELECT '5 // 2' AS e, to_json(5 // 2) AS v
UNION ALL SELECT '-5 // 2' AS e, to_json(-5 // 2) AS v
UNION ALL SELECT '7 % -3' AS e, to_json(7 % -3) AS v
UNION ALL SELECT 'position(''b'' in ''abc'')' AS e, to_json(position('b' in 'abc')) AS v
UNION ALL SELECT 'left(''abc'',2)' AS e, to_json(left('abc',2)) AS v
UNION ALL SELECT 'right(''abc'',2)' AS e, to_json(right('abc',2)) AS v
UNION ALL SELECT 'repeat(''ab'',2)' AS e, to_json(repeat('ab',2)) AS v
UNION ALL SELECT 'replace(''abc'',''b'',''x'')' AS e, to_json(replace('abc','b','x')) AS v
UNION ALL SELECT 'reverse(''abc'')' AS e, to_json(reverse('abc')) AS v
UNION ALL SELECT 'translate(''abc'',''ab'',''xy'')' AS e, to_json(translate('abc','ab','xy')) AS v
UNION ALL SELECT 'trim(''  a '')' AS e, to_json(trim('  a ')) AS v
UNION ALL SELECT 'url_encode(''a b/c'')' AS e, to_json(url_encode('a b/c')) AS v
UNION ALL SELECT 'url_decode(''a%20b'')' AS e, to_json(url_decode('a%20b')) AS v
UNION ALL SELECT 'concat_ws('','', ''a'', NULL, ''b'')' AS e, to_json(concat_ws(',', 'a', NULL, 'b')) AS v
UNION ALL SELECT 'md5(''abc'')' AS e, to_json(md5('abc')) AS v
UNION ALL SELECT 'sha1(''abc'')' AS e, to_json(sha1('abc')) AS v
UNION ALL SELECT 'sha256(''abc'')' AS e, to_json(sha256('abc')) AS v
UNION ALL SELECT 'levenshtein(''kitten'',''sitting'')' AS e, to_json(levenshtein('kitten','sitting')) AS v
UNION ALL SELECT 'starts_with(''abc'',''a'')' AS e, to_json(starts_with('abc','a')) AS v
UNION ALL SELECT 'ends_with(''abc'',''c'')' AS e, to_json(ends_with('abc','c')) AS v
UNION ALL SELECT 'regexp_full_match(''abc'',''b'')' AS e, to_json(regexp_full_match('abc','b')) AS v
UNION ALL SELECT 'regexp_full_match(''abc'',''a.c'')' AS e, to_json(regexp_full_match('abc','a.c')) AS v
UNION ALL SELECT 'regexp_replace(''aaa'',''a'',''b'')' AS e, to_json(regexp_replace('aaa','a','b')) AS v
UNION ALL SELECT 'regexp_replace(''aaa'',''a'',''b'',''g'')' AS e, to_json(regexp_replace('aaa','a','b','g')) AS v
UNION ALL SELECT 'lpad(''a'',3,''0'')' AS e, to_json(lpad('a',3,'0')) AS v
UNION ALL SELECT 'rpad(''a'',3,''0'')' AS e, to_json(rpad('a',3,'0')) AS v
UNION ALL SELECT 'unicode(''é'')' AS e, to_json(unicode('é')) AS v
UNION ALL SELECT 'chr(233)' AS e, to_json(chr(233)) AS v
UNION ALL SELECT 'ascii(''A'')' AS e, to_json(ascii('A')) AS v
UNION ALL SELECT 'array_slice([1,2,3],0,2)' AS e, to_json(array_slice([1,2,3],0,2)) AS v
UNION ALL SELECT 'list_transform([1,2],x -> x+1)' AS e, to_json(list_transform([1,2],x -> x+1)) AS v
UNION ALL SELECT 'list_filter([1,2,3],x -> x>1)' AS e, to_json(list_filter([1,2,3],x -> x>1)) AS v
UNION ALL SELECT 'list_reduce([1,2,3],(a,b) -> a+b)' AS e, to_json(list_reduce([1,2,3],(a,b) -> a+b)) AS v
UNION ALL SELECT 'list_zip([1,2],[3,4])' AS e, to_json(list_zip([1,2],[3,4])) AS v
UNION ALL SELECT 'list_any_value([NULL,2])' AS e, to_json(list_any_value([NULL,2])) AS v
--- output
{"e":"century(DATE '2024-12-31')","v":21}
{"e":"decade(DATE '2024-12-31')","v":202}
{"e":"millennium(DATE '2024-12-31')","v":3}
{"e":"epoch(TIMESTAMP '2024-01-01')","v":1704067200}
{"e":"epoch_ms(TIMESTAMP '2024-01-01 00:00:00.123')","v":1704067200123}
{"e":"epoch_us(TIMESTAMP '2024-01-01 00:00:00.123')","v":1704067200123000}
{"e":"epoch_ns(TIMESTAMP '2024-01-01')","v":1704067200000000000}
{"e":"epoch_ms(701222400000)","v":"1992-03-22T00:00:00Z"}
{"e":"make_timestamp(1667810584123456)","v":"2022-11-07T08:43:04.123456Z"}
{"e":"strftime(TIMESTAMP '2024-02-03 04:05:06.789','%Y-%m-%d %H:%M:%S.%f %a %A %b %B %j %I %p %y %-d %w %u %U %V %G %%')","v":"2024-02-03 04:05:06.789000 Sat Saturday Feb February 034 04 AM 24 3 6 6 04 05 2024 %"}
{"e":"strftime(DATE '2024-02-03','%d/%m/%Y')","v":"03/02/2024"}
{"e":"strptime('03/02/2024 04:05','%d/%m/%Y %H:%M')","v":"2024-02-03T04:05:00Z"}
{"e":"strptime('Sat, 3 February 2024','%a, %-d %B %Y')","v":"2024-02-03T00:00:00Z"}
{"e":"time_bucket(INTERVAL '1 week',TIMESTAMP '2024-02-03 04:05:06')","v":"2024-01-29T00:00:00Z"}
{"e":"time_bucket(INTERVAL '3 months',TIMESTAMP '2024-02-03 04:05:06')","v":"2024-01-01T00:00:00Z"}
{"e":"time_bucket(INTERVAL '15 minutes',TIMESTAMP '2024-02-03 04:05:06',TIMESTAMP '2024-01-01 00:07:00')","v":"2024-02-03T03:52:00Z"}
{"e":"to_days(2)","v":"2 days"}
{"e":"to_hours(1)","v":"01:00:00"}
{"e":"to_milliseconds(1500)","v":"00:00:01.5"}
{"e":"json_extract('{\"a\":{\"b\":[1,2]}}','$.a.b[1]')","v":2}
{"e":"json_extract('{\"a\":{\"b\":[1,2]}}','$.a.b[#-1]')","v":2}
{"e":"json_extract_string('{\"a\":\"x\"}','$.a')","v":"x"}
{"e":"json_array_length('[1,2,3]')","v":3}
{"e":"json_keys('{\"a\":1,\"b\":2}')","v":["a","b"]}
{"e":"json_valid('{\"a\":1')","v":false}
{"e":"json_contains('{\"a\":1,\"b\":2}','{\"a\":1}')","v":true}
{"e":"json_merge_patch('{\"a\":1,\"b\":2}','{\"b\":null,\"c\":3}')","v":{"a":1,"c":3}}
{"e":"map(['a','b'],[1,2])","v":{"a":1,"b":2}}
{"e":"map_keys(map(['a','b'],[1,2]))","v":["a","b"]}
{"e":"map_values(map(['a','b'],[1,2]))","v":[1,2]}
{"e":"cardinality(map(['a','b'],[1,2]))","v":2}
{"e":"element_at(map(['a'],[1]),'a')","v":1}
{"e":"map_entries(map(['a'],[1]))","v":[{"key":"a","value":1}]}
{"e":"map_concat(map(['a'],[1]),map(['b'],[2]))","v":{"a":1,"b":2}}
{"e":"map_contains(map(['a'],[1]),'a')","v":true}
{"e":"struct_pack(a := 1, b := 'x')","v":{"a":1,"b":"x"}}
{"e":"{'a': 1, 'b': [1,2]}","v":{"a":1,"b":[1,2]}}
{"e":"struct_extract({'a': 1}, 'a')","v":1}
{"e":"greatest(1,NULL,3)","v":3}
{"e":"least(1,NULL,3)","v":1}
{"e":"round(-2.567::double, 2)","v":-2.57}
{"e":"trunc(2.567::double)","v":2}
{"e":"sign(-2)","v":-1}
{"e":"gamma(5)","v":24}
{"e":"lgamma(5)","v":3.1780538303479458}
{"e":"factorial(5)","v":120}
{"e":"nextafter(1::double,2)","v":1.0000000000000002}
{"e":"signbit(-1.0::double)","v":true}
{"e":"isinf('inf'::double)","v":true}
{"e":"isfinite('inf'::double)","v":false}
{"e":"bit_count(31)","v":5}
{"e":"log(2,8)","v":3}
{"e":"log2(8)","v":3}
{"e":"pow(2,3)","v":8}
{"e":"5 // 2","v":2}
{"e":"-5 // 2","v":-2}
{"e":"7 % -3","v":1}
{"e":"position('b' in 'abc')","v":2}
{"e":"left('abc',2)","v":"ab"}
{"e":"right('abc',2)","v":"bc"}
{"e":"repeat('ab',2)","v":"abab"}
{"e":"replace('abc','b','x')","v":"axc"}
{"e":"reverse('abc')","v":"cba"}
{"e":"translate('abc','ab','xy')","v":"xyc"}
{"e":"trim('  a ')","v":"a"}
{"e":"url_encode('a b/c')","v":"a%20b%2Fc"}
{"e":"url_decode('a%20b')","v":"a b"}
{"e":"concat_ws(',', 'a', NULL, 'b')","v":"a,b"}
{"e":"md5('abc')","v":"900150983cd24fb0d6963f7d28e17f72"}
{"e":"sha1('abc')","v":"a9993e364706816aba3e25717850c26c9cd0d89d"}
{"e":"sha256('abc')","v":"\\xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
{"e":"levenshtein('kitten','sitting')","v":3}
{"e":"starts_with('abc','a')","v":true}
{"e":"ends_with('abc','c')","v":true}
{"e":"regexp_full_match('abc','b')","v":false}
{"e":"regexp_full_match('abc','a.c')","v":true}
{"e":"regexp_replace('aaa','a','b')","v":"baa"}
{"e":"regexp_replace('aaa','a','b','g')","v":"bbb"}
{"e":"lpad('a',3,'0')","v":"00a"}
{"e":"rpad('a',3,'0')","v":"a00"}
{"e":"unicode('é')","v":233}
{"e":"chr(233)","v":"é"}
{"e":"ascii('A')","v":65}
{"e":"array_slice([1,2,3],0,2)","v":[1,2]}
{"e":"list_transform([1,2],x -> x+1)","v":[2,3]}
{"e":"list_filter([1,2,3],x -> x>1)","v":[2,3]}
{"e":"list_reduce([1,2,3],(a,b) -> a+b)","v":6}
{"e":"list_zip([1,2],[3,4])","v":[[1,3],[2,4]]}
{"e":"list_any_value([NULL,2])","v":2}
