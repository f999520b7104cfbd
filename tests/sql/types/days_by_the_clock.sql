-- 'today' and its kin in a query go by the clock; in a record they are texts.
SELECT 'today'::DATE = current_date a, DATE 'tomorrow' = current_date + 1 b, TIMESTAMP ' Yesterday ' = current_date - 1 c,
    'NOW'::TIMESTAMP = now() d, TIME 'now' = current_time e, TRY_CAST('infinity' AS DATE) f, TRY_CAST(v AS DATE) g
FROM stdin
--- input
{"v":"today"}
--- output
{"a":true,"b":true,"c":true,"d":true,"e":true,"f":null,"g":null}
