-- Texts as SQL writes them, escapes, normal forms.
SELECT 'quote_literal(''O''''Reilly'')' AS e, to_json(quote_literal('O''Reilly')) AS v
UNION ALL SELECT 'quote_literal(''a\b'')' AS e, to_json(quote_literal('a\b')) AS v
UNION ALL SELECT 'quote_literal(42.5)' AS e, to_json(quote_literal(42.5)) AS v
UNION ALL SELECT 'quote_literal(NULL)' AS e, to_json(quote_literal(NULL)) AS v
UNION ALL SELECT 'quote_ident(''foo bar'')' AS e, to_json(quote_ident('foo bar')) AS v
UNION ALL SELECT 'quote_ident(''foo'')' AS e, to_json(quote_ident('foo')) AS v
UNION ALL SELECT 'quote_ident(''Foo'')' AS e, to_json(quote_ident('Foo')) AS v
UNION ALL SELECT 'quote_ident(''a"b'')' AS e, to_json(quote_ident('a"b')) AS v
UNION ALL SELECT 'quote_nullable(NULL)' AS e, to_json(quote_nullable(NULL)) AS v
UNION ALL SELECT 'quote_nullable(''x'')' AS e, to_json(quote_nullable('x')) AS v
UNION ALL SELECT 'format(''%s is %s'',''x'',42)' AS e, to_json(format('%s is %s','x',42)) AS v
UNION ALL SELECT 'format(''%I %L'',''a b'',''it''''s'')' AS e, to_json(format('%I %L','a b','it''s')) AS v
UNION ALL SELECT 'format(''%L'',NULL)' AS e, to_json(format('%L',NULL)) AS v
UNION ALL SELECT 'format(''%s'',NULL)' AS e, to_json(format('%s',NULL)) AS v
UNION ALL SELECT 'format(''%%'')' AS e, to_json(format('%%')) AS v
UNION ALL SELECT 'format(''%2$s %1$s'',''a'',''b'')' AS e, to_json(format('%2$s %1$s','a','b')) AS v
UNION ALL SELECT 'format(''%5s|'',''ab'')' AS e, to_json(format('%5s|','ab')) AS v
UNION ALL SELECT 'format(''%-5s|'',''ab'')' AS e, to_json(format('%-5s|','ab')) AS v
UNION ALL SELECT 'format(''%*s|'',5,''ab'')' AS e, to_json(format('%*s|',5,'ab')) AS v
UNION ALL SELECT 'format(''%*s|'',-5,''ab'')' AS e, to_json(format('%*s|',-5,'ab')) AS v
UNION ALL SELECT 'format(''%2$*1$s|'',4,''x'')' AS e, to_json(format('%2$*1$s|',4,'x')) AS v
UNION ALL SELECT 'format(''|%-10s|%10s|'',''日本'',''é'')' AS e, to_json(format('|%-10s|%10s|','日本','é')) AS v
UNION ALL SELECT 'format(''%1$s %s %2$s'',''a'',''b'')' AS e, to_json(format('%1$s %s %2$s','a','b')) AS v
UNION ALL SELECT 'format(NULL,1)' AS e, to_json(format(NULL,1)) AS v
UNION ALL SELECT 'unistr(''d\0061t\+000061'')' AS e, to_json(unistr('d\0061t\+000061')) AS v
UNION ALL SELECT 'unistr(''\u00e9'')' AS e, to_json(unistr('\u00e9')) AS v
UNION ALL SELECT 'normalize(E''e\u0301'')' AS e, to_json(normalize(E'e\u0301')) AS v
UNION ALL SELECT 'quote_literal(E''a\\b'')' AS e, to_json(quote_literal(E'a\\b')) AS v
--- output
{"e":"quote_literal('O''Reilly')","v":"'O''Reilly'"}
{"e":"quote_literal('a\\b')","v":"E'a\\\\b'"}
{"e":"quote_literal(42.5)","v":"'42.5'"}
{"e":"quote_literal(NULL)","v":null}
{"e":"quote_ident('foo bar')","v":"\"foo bar\""}
{"e":"quote_ident('foo')","v":"foo"}
{"e":"quote_ident('Foo')","v":"\"Foo\""}
{"e":"quote_ident('a\"b')","v":"\"a\"\"b\""}
{"e":"quote_nullable(NULL)","v":"NULL"}
{"e":"quote_nullable('x')","v":"'x'"}
{"e":"format('%s is %s','x',42)","v":"x is 42"}
{"e":"format('%I %L','a b','it''s')","v":"\"a b\" 'it''s'"}
{"e":"format('%L',NULL)","v":"NULL"}
{"e":"format('%s',NULL)","v":""}
{"e":"format('%%')","v":"%"}
{"e":"format('%2$s %1$s','a','b')","v":"b a"}
{"e":"format('%5s|','ab')","v":"   ab|"}
{"e":"format('%-5s|','ab')","v":"ab   |"}
{"e":"format('%*s|',5,'ab')","v":"   ab|"}
{"e":"format('%*s|',-5,'ab')","v":"ab   |"}
{"e":"format('%2$*1$s|',4,'x')","v":"   x|"}
{"e":"format('|%-10s|%10s|','日本','é')","v":"|日本        |         é|"}
{"e":"format('%1$s %s %2$s','a','b')","v":"a b b"}
{"e":"format(NULL,1)","v":null}
{"e":"unistr('d\\0061t\\+000061')","v":"data"}
{"e":"unistr('\\u00e9')","v":"é"}
{"e":"normalize(E'e\\u0301')","v":"é"}
{"e":"quote_literal(E'a\\\\b')","v":"E'a\\\\b'"}
