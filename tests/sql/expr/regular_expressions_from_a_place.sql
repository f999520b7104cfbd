-- Regular expressions: the n-th match, from a character on, groups, escapes of SIMILAR TO, bounds of words.
SELECT '''hello'' ~~ ''h%''' AS e, to_json('hello' ~~ 'h%') AS v
UNION ALL SELECT '''hello'' ~~* ''H%''' AS e, to_json('hello' ~~* 'H%') AS v
UNION ALL SELECT '''abc'' SIMILAR TO ''abc''' AS e, to_json('abc' SIMILAR TO 'abc') AS v
UNION ALL SELECT '''abc'' SIMILAR TO ''a''' AS e, to_json('abc' SIMILAR TO 'a') AS v
UNION ALL SELECT '''abc'' SIMILAR TO ''%(b|d)%''' AS e, to_json('abc' SIMILAR TO '%(b|d)%') AS v
UNION ALL SELECT '''abc'' SIMILAR TO ''(b|c)%''' AS e, to_json('abc' SIMILAR TO '(b|c)%') AS v
UNION ALL SELECT '''-abc-'' SIMILAR TO ''%\mabc\M%''' AS e, to_json('-abc-' SIMILAR TO '%\mabc\M%') AS v
UNION ALL SELECT '''xabcy'' SIMILAR TO ''%\mabc\M%''' AS e, to_json('xabcy' SIMILAR TO '%\mabc\M%') AS v
UNION ALL SELECT '''a.c'' SIMILAR TO ''a.c''' AS e, to_json('a.c' SIMILAR TO 'a.c') AS v
UNION ALL SELECT '''abc'' SIMILAR TO ''a.c''' AS e, to_json('abc' SIMILAR TO 'a.c') AS v
UNION ALL SELECT '''ab'' SIMILAR TO ''a+b''' AS e, to_json('ab' SIMILAR TO 'a+b') AS v
UNION ALL SELECT '''aab'' SIMILAR TO ''a{2}b''' AS e, to_json('aab' SIMILAR TO 'a{2}b') AS v
UNION ALL SELECT '''a|b'' SIMILAR TO ''a!|b'' ESCAPE ''!''' AS e, to_json('a|b' SIMILAR TO 'a!|b' ESCAPE '!') AS v
UNION ALL SELECT '''a%'' SIMILAR TO ''a\%''' AS e, to_json('a%' SIMILAR TO 'a\%') AS v
UNION ALL SELECT '''a^b'' SIMILAR TO ''a^b''' AS e, to_json('a^b' SIMILAR TO 'a^b') AS v
UNION ALL SELECT '''a'' SIMILAR TO ''[^b]''' AS e, to_json('a' SIMILAR TO '[^b]') AS v
UNION ALL SELECT '''abc'' SIMILAR TO ''a|abc''' AS e, to_json('abc' SIMILAR TO 'a|abc') AS v
UNION ALL SELECT '''x[y'' SIMILAR TO ''x\[y''' AS e, to_json('x[y' SIMILAR TO 'x\[y') AS v
UNION ALL SELECT '''thomas'' ~ ''t.*ma''' AS e, to_json('thomas' ~ 't.*ma') AS v
UNION ALL SELECT '''thomas'' ~* ''T.*ma''' AS e, to_json('thomas' ~* 'T.*ma') AS v
UNION ALL SELECT 'regexp_match(''foobarbequebaz'',''(bar)(beque)'')' AS e, to_json(regexp_match('foobarbequebaz','(bar)(beque)')) AS v
UNION ALL SELECT 'regexp_match(''foobarbequebaz'',''bar.*que'')' AS e, to_json(regexp_match('foobarbequebaz','bar.*que')) AS v
UNION ALL SELECT 'regexp_match(''abc'',''x'')' AS e, to_json(regexp_match('abc','x')) AS v
UNION ALL SELECT 'regexp_match(''abc'',''(x)?b'')' AS e, to_json(regexp_match('abc','(x)?b')) AS v
UNION ALL SELECT 'regexp_match(''ABC'',''b'',''i'')' AS e, to_json(regexp_match('ABC','b','i')) AS v
UNION ALL SELECT 'regexp_replace(''foobarbaz'',''b..'',''X'')' AS e, to_json(regexp_replace('foobarbaz','b..','X')) AS v
UNION ALL SELECT 'regexp_replace(''foobarbaz'',''b..'',''X'',''g'')' AS e, to_json(regexp_replace('foobarbaz','b..','X','g')) AS v
UNION ALL SELECT 'regexp_replace(''foobarbaz'',''b(..)'',''X\1Y'',''g'')' AS e, to_json(regexp_replace('foobarbaz','b(..)','X\1Y','g')) AS v
UNION ALL SELECT 'regexp_replace(''Foo'',''f'',''x'',''i'')' AS e, to_json(regexp_replace('Foo','f','x','i')) AS v
UNION ALL SELECT 'regexp_replace(''FooF'',''f'',''x'',''gi'')' AS e, to_json(regexp_replace('FooF','f','x','gi')) AS v
UNION ALL SELECT 'regexp_replace(''abc'',''b'',''[\&]'')' AS e, to_json(regexp_replace('abc','b','[\&]')) AS v
UNION ALL SELECT 'regexp_replace(''abc'',''b'',''\\'')' AS e, to_json(regexp_replace('abc','b','\\')) AS v
UNION ALL SELECT 'regexp_replace(''abc'',''(b)'',''\2x'')' AS e, to_json(regexp_replace('abc','(b)','\2x')) AS v
UNION ALL SELECT 'regexp_replace(''aaa'',''a'',''b'',2)' AS e, to_json(regexp_replace('aaa','a','b',2)) AS v
UNION ALL SELECT 'regexp_replace(''aaa'',''a'',''b'',1,2)' AS e, to_json(regexp_replace('aaa','a','b',1,2)) AS v
UNION ALL SELECT 'regexp_replace(''aaa'',''a'',''b'',1,0)' AS e, to_json(regexp_replace('aaa','a','b',1,0)) AS v
UNION ALL SELECT 'regexp_replace(''aaa'',''a'',''b'',1,2,''i'')' AS e, to_json(regexp_replace('aaa','a','b',1,2,'i')) AS v
UNION ALL SELECT 'regexp_replace(''abc'','''',''-'',''g'')' AS e, to_json(regexp_replace('abc','','-','g')) AS v
UNION ALL SELECT 'regexp_replace(''日本'','''',''-'',''g'')' AS e, to_json(regexp_replace('日本','','-','g')) AS v
UNION ALL SELECT 'regexp_split_to_array(''the quick brown'',''\s+'')' AS e, to_json(regexp_split_to_array('the quick brown','\s+')) AS v
UNION ALL SELECT 'regexp_split_to_array(''abc'','''')' AS e, to_json(regexp_split_to_array('abc','')) AS v
UNION ALL SELECT 'regexp_split_to_array(''abc'',''x*'')' AS e, to_json(regexp_split_to_array('abc','x*')) AS v
UNION ALL SELECT 'regexp_split_to_array(''a,b,'','','')' AS e, to_json(regexp_split_to_array('a,b,',',')) AS v
UNION ALL SELECT 'regexp_split_to_array('''','','')' AS e, to_json(regexp_split_to_array('',',')) AS v
UNION ALL SELECT 'regexp_count(''ABCABCAXYaxy'',''A.'')' AS e, to_json(regexp_count('ABCABCAXYaxy','A.')) AS v
UNION ALL SELECT 'regexp_count(''ABCABCAXYaxy'',''A.'',1,''i'')' AS e, to_json(regexp_count('ABCABCAXYaxy','A.',1,'i')) AS v
UNION ALL SELECT 'regexp_count(''abcabc'',''a'',3)' AS e, to_json(regexp_count('abcabc','a',3)) AS v
UNION ALL SELECT 'regexp_count(''abc'','''')' AS e, to_json(regexp_count('abc','')) AS v
UNION ALL SELECT 'regexp_instr(''ABCABC'',''B'')' AS e, to_json(regexp_instr('ABCABC','B')) AS v
UNION ALL SELECT 'regexp_instr(''ABCABC'',''B'',1,2)' AS e, to_json(regexp_instr('ABCABC','B',1,2)) AS v
UNION ALL SELECT 'regexp_instr(''ABCABC'',''Z'')' AS e, to_json(regexp_instr('ABCABC','Z')) AS v
UNION ALL SELECT 'regexp_instr(''ABCABC'',''(B)(C)'',1,1,1)' AS e, to_json(regexp_instr('ABCABC','(B)(C)',1,1,1)) AS v
UNION ALL SELECT 'regexp_instr(''ABCABC'',''(b)(c)'',1,1,0,''i'',2)' AS e, to_json(regexp_instr('ABCABC','(b)(c)',1,1,0,'i',2)) AS v
UNION ALL SELECT 'regexp_like(''Hello'',''HELLO'',''i'')' AS e, to_json(regexp_like('Hello','HELLO','i')) AS v
UNION ALL SELECT 'regexp_like(''Hello'',''ell'')' AS e, to_json(regexp_like('Hello','ell')) AS v
UNION ALL SELECT 'regexp_like(E''a\nb'',''a.b'')' AS e, to_json(regexp_like(E'a\nb','a.b')) AS v
UNION ALL SELECT 'regexp_like(E''a\nb'',''a.b'',''n'')' AS e, to_json(regexp_like(E'a\nb','a.b','n')) AS v
UNION ALL SELECT 'regexp_like(E''a\nb'',''^b'')' AS e, to_json(regexp_like(E'a\nb','^b')) AS v
UNION ALL SELECT 'regexp_like(E''a\nb'',''^b'',''n'')' AS e, to_json(regexp_like(E'a\nb','^b','n')) AS v
UNION ALL SELECT 'regexp_substr(''ABCABC'',''B.'')' AS e, to_json(regexp_substr('ABCABC','B.')) AS v
UNION ALL SELECT 'regexp_substr(''ABCABC'',''B.'',1,2)' AS e, to_json(regexp_substr('ABCABC','B.',1,2)) AS v
UNION ALL SELECT 'regexp_substr(''ABCABC'',''b(.)'',1,1,''i'',1)' AS e, to_json(regexp_substr('ABCABC','b(.)',1,1,'i',1)) AS v
UNION ALL SELECT 'regexp_substr(''ABC'',''z'')' AS e, to_json(regexp_substr('ABC','z')) AS v
UNION ALL SELECT '''abc'' ~ ''a\dc''' AS e, to_json('abc' ~ 'a\dc') AS v
UNION ALL SELECT '''a1c'' ~ ''a\dc''' AS e, to_json('a1c' ~ 'a\dc') AS v
UNION ALL SELECT '''abc'' ~ ''[[:alpha:]]+''' AS e, to_json('abc' ~ '[[:alpha:]]+') AS v
UNION ALL SELECT '''foo bar'' ~ ''\yfoo\y''' AS e, to_json('foo bar' ~ '\yfoo\y') AS v
UNION ALL SELECT '''foo bar'' ~ ''\mbar\M''' AS e, to_json('foo bar' ~ '\mbar\M') AS v
UNION ALL SELECT '''abab'' ~ ''(ab)\1''' AS e, to_json('abab' ~ '(ab)\1') AS v
UNION ALL SELECT '''a'' ~ NULL' AS e, to_json('a' ~ NULL) AS v
--- output
{"e":"'hello' ~~ 'h%'","v":true}
{"e":"'hello' ~~* 'H%'","v":true}
{"e":"'abc' SIMILAR TO 'abc'","v":true}
{"e":"'abc' SIMILAR TO 'a'","v":false}
{"e":"'abc' SIMILAR TO '%(b|d)%'","v":true}
{"e":"'abc' SIMILAR TO '(b|c)%'","v":false}
{"e":"'-abc-' SIMILAR TO '%\\mabc\\M%'","v":true}
{"e":"'xabcy' SIMILAR TO '%\\mabc\\M%'","v":false}
{"e":"'a.c' SIMILAR TO 'a.c'","v":true}
{"e":"'abc' SIMILAR TO 'a.c'","v":false}
{"e":"'ab' SIMILAR TO 'a+b'","v":true}
{"e":"'aab' SIMILAR TO 'a{2}b'","v":true}
{"e":"'a|b' SIMILAR TO 'a!|b' ESCAPE '!'","v":true}
{"e":"'a%' SIMILAR TO 'a\\%'","v":true}
{"e":"'a^b' SIMILAR TO 'a^b'","v":true}
{"e":"'a' SIMILAR TO '[^b]'","v":true}
{"e":"'abc' SIMILAR TO 'a|abc'","v":true}
{"e":"'x[y' SIMILAR TO 'x\\[y'","v":true}
{"e":"'thomas' ~ 't.*ma'","v":true}
{"e":"'thomas' ~* 'T.*ma'","v":true}
{"e":"regexp_match('foobarbequebaz','(bar)(beque)')","v":["bar","beque"]}
{"e":"regexp_match('foobarbequebaz','bar.*que')","v":["barbeque"]}
{"e":"regexp_match('abc','x')","v":null}
{"e":"regexp_match('abc','(x)?b')","v":[null]}
{"e":"regexp_match('ABC','b','i')","v":["B"]}
{"e":"regexp_replace('foobarbaz','b..','X')","v":"fooXbaz"}
{"e":"regexp_replace('foobarbaz','b..','X','g')","v":"fooXX"}
{"e":"regexp_replace('foobarbaz','b(..)','X\\1Y','g')","v":"fooXarYXazY"}
{"e":"regexp_replace('Foo','f','x','i')","v":"xoo"}
{"e":"regexp_replace('FooF','f','x','gi')","v":"xoox"}
{"e":"regexp_replace('abc','b','[\\&]')","v":"a[b]c"}
{"e":"regexp_replace('abc','b','\\\\')","v":"a\\c"}
{"e":"regexp_replace('abc','(b)','\\2x')","v":"axc"}
{"e":"regexp_replace('aaa','a','b',2)","v":"aba"}
{"e":"regexp_replace('aaa','a','b',1,2)","v":"aba"}
{"e":"regexp_replace('aaa','a','b',1,0)","v":"bbb"}
{"e":"regexp_replace('aaa','a','b',1,2,'i')","v":"aba"}
{"e":"regexp_replace('abc','','-','g')","v":"-a-b-c-"}
{"e":"regexp_replace('日本','','-','g')","v":"-日-本-"}
{"e":"regexp_split_to_array('the quick brown','\\s+')","v":["the","quick","brown"]}
{"e":"regexp_split_to_array('abc','')","v":["a","b","c"]}
{"e":"regexp_split_to_array('abc','x*')","v":["a","b","c"]}
{"e":"regexp_split_to_array('a,b,',',')","v":["a","b",""]}
{"e":"regexp_split_to_array('',',')","v":[""]}
{"e":"regexp_count('ABCABCAXYaxy','A.')","v":3}
{"e":"regexp_count('ABCABCAXYaxy','A.',1,'i')","v":4}
{"e":"regexp_count('abcabc','a',3)","v":1}
{"e":"regexp_count('abc','')","v":4}
{"e":"regexp_instr('ABCABC','B')","v":2}
{"e":"regexp_instr('ABCABC','B',1,2)","v":5}
{"e":"regexp_instr('ABCABC','Z')","v":0}
{"e":"regexp_instr('ABCABC','(B)(C)',1,1,1)","v":4}
{"e":"regexp_instr('ABCABC','(b)(c)',1,1,0,'i',2)","v":3}
{"e":"regexp_like('Hello','HELLO','i')","v":true}
{"e":"regexp_like('Hello','ell')","v":true}
{"e":"regexp_like(E'a\\nb','a.b')","v":false}
{"e":"regexp_like(E'a\\nb','a.b','n')","v":false}
{"e":"regexp_like(E'a\\nb','^b')","v":false}
{"e":"regexp_like(E'a\\nb','^b','n')","v":true}
{"e":"regexp_substr('ABCABC','B.')","v":"BC"}
{"e":"regexp_substr('ABCABC','B.',1,2)","v":"BC"}
{"e":"regexp_substr('ABCABC','b(.)',1,1,'i',1)","v":"C"}
{"e":"regexp_substr('ABC','z')","v":null}
{"e":"'abc' ~ 'a\\dc'","v":false}
{"e":"'a1c' ~ 'a\\dc'","v":true}
{"e":"'abc' ~ '[[:alpha:]]+'","v":true}
{"e":"'foo bar' ~ '\\yfoo\\y'","v":true}
{"e":"'foo bar' ~ '\\mbar\\M'","v":true}
{"e":"'abab' ~ '(ab)\\1'","v":true}
{"e":"'a' ~ NULL","v":null}
