-- CAST reads times as people write them.
SELECT '''20240229''::date' AS e, to_json('20240229'::date) AS v
UNION ALL SELECT '''Feb 29, 2024''::date' AS e, to_json('Feb 29, 2024'::date) AS v
UNION ALL SELECT '''29 Feb 2024''::date' AS e, to_json('29 Feb 2024'::date) AS v
UNION ALL SELECT '''29-Feb-2024''::date' AS e, to_json('29-Feb-2024'::date) AS v
UNION ALL SELECT '''February 29 2024''::date' AS e, to_json('February 29 2024'::date) AS v
UNION ALL SELECT '''Thu Feb 29 2024''::date' AS e, to_json('Thu Feb 29 2024'::date) AS v
UNION ALL SELECT '''2024-2-9''::date' AS e, to_json('2024-2-9'::date) AS v
UNION ALL SELECT '''2024-060''::date' AS e, to_json('2024-060'::date) AS v
UNION ALL SELECT '''02/29/2024''::date' AS e, to_json('02/29/2024'::date) AS v
UNION ALL SELECT '''2/3/24''::date' AS e, to_json('2/3/24'::date) AS v
UNION ALL SELECT '''2/3/99''::date' AS e, to_json('2/3/99'::date) AS v
UNION ALL SELECT '''2024/02/29''::date' AS e, to_json('2024/02/29'::date) AS v
UNION ALL SELECT '''2024.02.29''::date' AS e, to_json('2024.02.29'::date) AS v
UNION ALL SELECT '''epoch''::timestamp' AS e, to_json('epoch'::timestamp) AS v
UNION ALL SELECT '''2024-02-29 12:34:56 Europe/Berlin''::timestamptz' AS e, to_json('2024-02-29 12:34:56 Europe/Berlin'::timestamptz) AS v
UNION ALL SELECT '''2024-07-29 12:34:56 America/New_York''::timestamptz' AS e, to_json('2024-07-29 12:34:56 America/New_York'::timestamptz) AS v
UNION ALL SELECT '''2024-02-29 12:34:56 EST''::timestamptz' AS e, to_json('2024-02-29 12:34:56 EST'::timestamptz) AS v
UNION ALL SELECT '''2024-02-29 3:30 PM''::timestamp' AS e, to_json('2024-02-29 3:30 PM'::timestamp) AS v
UNION ALL SELECT '''2024-02-29 12:30 AM''::timestamp' AS e, to_json('2024-02-29 12:30 AM'::timestamp) AS v
UNION ALL SELECT '''2024-02-29 12:30 PM''::timestamp' AS e, to_json('2024-02-29 12:30 PM'::timestamp) AS v
UNION ALL SELECT '''Feb 29, 2024 3:30:15.5 PM''::timestamp' AS e, to_json('Feb 29, 2024 3:30:15.5 PM'::timestamp) AS v
UNION ALL SELECT '''29 Feb 2024 15:30:15+02''::timestamptz' AS e, to_json('29 Feb 2024 15:30:15+02'::timestamptz) AS v
UNION ALL SELECT '''20240229 123456''::timestamp' AS e, to_json('20240229 123456'::timestamp) AS v
UNION ALL SELECT '''2024-2-9 4:05''::timestamp' AS e, to_json('2024-2-9 4:05'::timestamp) AS v
UNION ALL SELECT '''3:30 PM''::time' AS e, to_json('3:30 PM'::time) AS v
UNION ALL SELECT '''3:30PM''::time' AS e, to_json('3:30PM'::time) AS v
UNION ALL SELECT '''12:00 AM''::time' AS e, to_json('12:00 AM'::time) AS v
UNION ALL SELECT '''123456''::time' AS e, to_json('123456'::time) AS v
UNION ALL SELECT '''4:05''::time' AS e, to_json('4:05'::time) AS v
UNION ALL SELECT '''allballs''::time' AS e, to_json('allballs'::time) AS v
UNION ALL SELECT '''10:00 UTC''::time' AS e, to_json('10:00 UTC'::time) AS v
--- output
{"e":"'20240229'::date","v":"2024-02-29"}
{"e":"'Feb 29, 2024'::date","v":"2024-02-29"}
{"e":"'29 Feb 2024'::date","v":"2024-02-29"}
{"e":"'29-Feb-2024'::date","v":"2024-02-29"}
{"e":"'February 29 2024'::date","v":"2024-02-29"}
{"e":"'Thu Feb 29 2024'::date","v":"2024-02-29"}
{"e":"'2024-2-9'::date","v":"2024-02-09"}
{"e":"'2024-060'::date","v":"2024-02-29"}
{"e":"'02/29/2024'::date","v":"2024-02-29"}
{"e":"'2/3/24'::date","v":"2024-02-03"}
{"e":"'2/3/99'::date","v":"1999-02-03"}
{"e":"'2024/02/29'::date","v":"2024-02-29"}
{"e":"'2024.02.29'::date","v":"2024-02-29"}
{"e":"'epoch'::timestamp","v":"1970-01-01T00:00:00Z"}
{"e":"'2024-02-29 12:34:56 Europe/Berlin'::timestamptz","v":"2024-02-29T11:34:56Z"}
{"e":"'2024-07-29 12:34:56 America/New_York'::timestamptz","v":"2024-07-29T16:34:56Z"}
{"e":"'2024-02-29 12:34:56 EST'::timestamptz","v":"2024-02-29T17:34:56Z"}
{"e":"'2024-02-29 3:30 PM'::timestamp","v":"2024-02-29T15:30:00Z"}
{"e":"'2024-02-29 12:30 AM'::timestamp","v":"2024-02-29T00:30:00Z"}
{"e":"'2024-02-29 12:30 PM'::timestamp","v":"2024-02-29T12:30:00Z"}
{"e":"'Feb 29, 2024 3:30:15.5 PM'::timestamp","v":"2024-02-29T15:30:15.5Z"}
{"e":"'29 Feb 2024 15:30:15+02'::timestamptz","v":"2024-02-29T13:30:15Z"}
{"e":"'20240229 123456'::timestamp","v":"2024-02-29T12:34:56Z"}
{"e":"'2024-2-9 4:05'::timestamp","v":"2024-02-09T04:05:00Z"}
{"e":"'3:30 PM'::time","v":"15:30:00"}
{"e":"'3:30PM'::time","v":"15:30:00"}
{"e":"'12:00 AM'::time","v":"00:00:00"}
{"e":"'123456'::time","v":"12:34:56"}
{"e":"'4:05'::time","v":"04:05:00"}
{"e":"'allballs'::time","v":"00:00:00"}
{"e":"'10:00 UTC'::time","v":"10:00:00"}
