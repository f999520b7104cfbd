-- BYTEA: escapes, parts, single bytes and bits, digests, forms of text.
SELECT 'length(''\x0102''::bytea)' AS e, to_json(length('\x0102'::bytea)) AS v
UNION ALL SELECT 'bit_length(''\x0102''::bytea)' AS e, to_json(bit_length('\x0102'::bytea)) AS v
UNION ALL SELECT 'encode(sha256(''abc''::bytea),''hex'')' AS e, to_json(encode(sha256('abc'::bytea),'hex')) AS v
UNION ALL SELECT 'encode(sha224(''abc''::bytea),''hex'')' AS e, to_json(encode(sha224('abc'::bytea),'hex')) AS v
UNION ALL SELECT 'encode(sha384(''abc''::bytea),''hex'')' AS e, to_json(encode(sha384('abc'::bytea),'hex')) AS v
UNION ALL SELECT 'encode(sha512(''abc''::bytea),''hex'')' AS e, to_json(encode(sha512('abc'::bytea),'hex')) AS v
UNION ALL SELECT 'encode(''abc''::bytea,''base64'')' AS e, to_json(encode('abc'::bytea,'base64')) AS v
UNION ALL SELECT 'encode(''\x00ff''::bytea,''hex'')' AS e, to_json(encode('\x00ff'::bytea,'hex')) AS v
UNION ALL SELECT 'encode(''\x00ff41''::bytea,''escape'')' AS e, to_json(encode('\x00ff41'::bytea,'escape')) AS v
UNION ALL SELECT 'encode(''a\\b''::bytea,''escape'')' AS e, to_json(encode('a\\b'::bytea,'escape')) AS v
UNION ALL SELECT 'decode(''YWJj'',''base64'')' AS e, to_json(decode('YWJj','base64')) AS v
UNION ALL SELECT 'decode(''Y W J j'',''base64'')' AS e, to_json(decode('Y W J j','base64')) AS v
UNION ALL SELECT 'decode(''FF 00'',''hex'')' AS e, to_json(decode('FF 00','hex')) AS v
UNION ALL SELECT 'decode(''\000abc\\'',''escape'')' AS e, to_json(decode('\000abc\\','escape')) AS v
UNION ALL SELECT 'encode(repeat(''x'',60)::bytea,''base64'')' AS e, to_json(encode(repeat('x',60)::bytea,'base64')) AS v
UNION ALL SELECT '''\x41ff''::bytea' AS e, to_json('\x41ff'::bytea) AS v
UNION ALL SELECT '''\101\102''::bytea' AS e, to_json('\101\102'::bytea) AS v
UNION ALL SELECT '''a\000b''::bytea' AS e, to_json('a\000b'::bytea) AS v
UNION ALL SELECT '''a\\b''::bytea' AS e, to_json('a\\b'::bytea) AS v
UNION ALL SELECT '''abc''::bytea' AS e, to_json('abc'::bytea) AS v
UNION ALL SELECT '''\x4142''::bytea || ''\x43''::bytea' AS e, to_json('\x4142'::bytea || '\x43'::bytea) AS v
UNION ALL SELECT 'substring(''\x414243''::bytea,2,1)' AS e, to_json(substring('\x414243'::bytea,2,1)) AS v
UNION ALL SELECT 'substring(''\x414243''::bytea from 2)' AS e, to_json(substring('\x414243'::bytea from 2)) AS v
UNION ALL SELECT 'get_byte(''\x1234''::bytea,1)' AS e, to_json(get_byte('\x1234'::bytea,1)) AS v
UNION ALL SELECT 'get_bit(''\x1234''::bytea,2)' AS e, to_json(get_bit('\x1234'::bytea,2)) AS v
UNION ALL SELECT 'set_byte(''\x1234''::bytea,0,255)' AS e, to_json(set_byte('\x1234'::bytea,0,255)) AS v
UNION ALL SELECT 'set_bit(''\x1234''::bytea,0,1)' AS e, to_json(set_bit('\x1234'::bytea,0,1)) AS v
UNION ALL SELECT 'position(''\x42''::bytea in ''\x414243''::bytea)' AS e, to_json(position('\x42'::bytea in '\x414243'::bytea)) AS v
UNION ALL SELECT 'btrim(''\x00410000''::bytea,''\x00''::bytea)' AS e, to_json(btrim('\x00410000'::bytea,'\x00'::bytea)) AS v
UNION ALL SELECT 'ltrim(''\x0041''::bytea,''\x00''::bytea)' AS e, to_json(ltrim('\x0041'::bytea,'\x00'::bytea)) AS v
UNION ALL SELECT 'rtrim(''\x4100''::bytea,''\x00''::bytea)' AS e, to_json(rtrim('\x4100'::bytea,'\x00'::bytea)) AS v
UNION ALL SELECT 'convert_from(''\x616263''::bytea,''UTF8'')' AS e, to_json(convert_from('\x616263'::bytea,'UTF8')) AS v
UNION ALL SELECT 'convert_to(''é'',''UTF8'')' AS e, to_json(convert_to('é','UTF8')) AS v
UNION ALL SELECT '''\x4142''::bytea = ''\x4142''::bytea' AS e, to_json('\x4142'::bytea = '\x4142'::bytea) AS v
UNION ALL SELECT '''\x41''::bytea < ''\x42''::bytea' AS e, to_json('\x41'::bytea < '\x42'::bytea) AS v
UNION ALL SELECT '''\x4142''::bytea::text' AS e, to_json('\x4142'::bytea::text) AS v
--- output
{"e":"length('\\x0102'::bytea)","v":2}
{"e":"bit_length('\\x0102'::bytea)","v":16}
{"e":"encode(sha256('abc'::bytea),'hex')","v":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}
{"e":"encode(sha224('abc'::bytea),'hex')","v":"23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"}
{"e":"encode(sha384('abc'::bytea),'hex')","v":"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"}
{"e":"encode(sha512('abc'::bytea),'hex')","v":"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"}
{"e":"encode('abc'::bytea,'base64')","v":"YWJj"}
{"e":"encode('\\x00ff'::bytea,'hex')","v":"00ff"}
{"e":"encode('\\x00ff41'::bytea,'escape')","v":"\\000\\377A"}
{"e":"encode('a\\\\b'::bytea,'escape')","v":"a\\\\b"}
{"e":"decode('YWJj','base64')","v":"\\x616263"}
{"e":"decode('Y W J j','base64')","v":"\\x616263"}
{"e":"decode('FF 00','hex')","v":"\\xff00"}
{"e":"decode('\\000abc\\\\','escape')","v":"\\x006162635c"}
{"e":"encode(repeat('x',60)::bytea,'base64')","v":"eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\neHh4"}
{"e":"'\\x41ff'::bytea","v":"\\x41ff"}
{"e":"'\\101\\102'::bytea","v":"\\x4142"}
{"e":"'a\\000b'::bytea","v":"\\x610062"}
{"e":"'a\\\\b'::bytea","v":"\\x615c62"}
{"e":"'abc'::bytea","v":"\\x616263"}
{"e":"'\\x4142'::bytea || '\\x43'::bytea","v":"\\x414243"}
{"e":"substring('\\x414243'::bytea,2,1)","v":"\\x42"}
{"e":"substring('\\x414243'::bytea from 2)","v":"\\x4243"}
{"e":"get_byte('\\x1234'::bytea,1)","v":52}
{"e":"get_bit('\\x1234'::bytea,2)","v":0}
{"e":"set_byte('\\x1234'::bytea,0,255)","v":"\\xff34"}
{"e":"set_bit('\\x1234'::bytea,0,1)","v":"\\x1334"}
{"e":"position('\\x42'::bytea in '\\x414243'::bytea)","v":2}
{"e":"btrim('\\x00410000'::bytea,'\\x00'::bytea)","v":"\\x41"}
{"e":"ltrim('\\x0041'::bytea,'\\x00'::bytea)","v":"\\x41"}
{"e":"rtrim('\\x4100'::bytea,'\\x00'::bytea)","v":"\\x41"}
{"e":"convert_from('\\x616263'::bytea,'UTF8')","v":"abc"}
{"e":"convert_to('é','UTF8')","v":"\\xc3a9"}
{"e":"'\\x4142'::bytea = '\\x4142'::bytea","v":true}
{"e":"'\\x41'::bytea < '\\x42'::bytea","v":true}
{"e":"'\\x4142'::bytea::text","v":"\\x4142"}
