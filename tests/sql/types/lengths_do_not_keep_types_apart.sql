-- Types of different lengths compare, join and unite as the plain types.
CREATE SOURCE stdin (a VARCHAR(3), t TIMESTAMP(0));
SELECT a || k x FROM stdin JOIN (VALUES ('abc'::VARCHAR(9))) v (k) ON a = k
WHERE a < 'abcd' AND t = '2026-01-01'::TIMESTAMP(6);
SELECT 'abcdef'::VARCHAR(5) x UNION ALL SELECT COALESCE(NULL::VARCHAR(1), 'abcdefgh') UNION ALL SELECT 'a'::VARCHAR(1)
--- input
{"a":"abc","t":"2026-01-01"}
--- output
{"x":"abcabc"}
{"x":"abcde"}
{"x":"abcdefgh"}
{"x":"a"}
