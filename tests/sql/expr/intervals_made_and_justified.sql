-- Intervals made of parts, brought into bounds, printed by patterns.
SELECT 'justify_days(INTERVAL ''35 days'')' AS e, to_json(justify_days(INTERVAL '35 days')) AS v
UNION ALL SELECT 'justify_hours(INTERVAL ''27 hours'')' AS e, to_json(justify_hours(INTERVAL '27 hours')) AS v
UNION ALL SELECT 'justify_interval(INTERVAL ''1 mon -1 hour'')' AS e, to_json(justify_interval(INTERVAL '1 mon -1 hour')) AS v
UNION ALL SELECT 'justify_days(INTERVAL ''-35 days'')' AS e, to_json(justify_days(INTERVAL '-35 days')) AS v
UNION ALL SELECT 'justify_hours(INTERVAL ''-27 hours'')' AS e, to_json(justify_hours(INTERVAL '-27 hours')) AS v
UNION ALL SELECT 'justify_interval(INTERVAL ''-1 mon +1 hour'')' AS e, to_json(justify_interval(INTERVAL '-1 mon +1 hour')) AS v
UNION ALL SELECT 'make_interval(1,2,3,4,5,6,7.5)' AS e, to_json(make_interval(1,2,3,4,5,6,7.5)) AS v
UNION ALL SELECT 'make_interval(days => 10)' AS e, to_json(make_interval(days => 10)) AS v
UNION ALL SELECT 'make_interval(hours => 5, secs => 1.5)' AS e, to_json(make_interval(hours => 5, secs => 1.5)) AS v
UNION ALL SELECT 'make_timestamptz(2013,7,15,8,15,23.5)' AS e, to_json(make_timestamptz(2013,7,15,8,15,23.5)) AS v
UNION ALL SELECT 'make_timestamptz(2013,7,15,8,15,23.5,''Europe/Berlin'')' AS e, to_json(make_timestamptz(2013,7,15,8,15,23.5,'Europe/Berlin')) AS v
UNION ALL SELECT 'isfinite(DATE ''2001-02-16'')' AS e, to_json(isfinite(DATE '2001-02-16')) AS v
UNION ALL SELECT 'isfinite(TIMESTAMP ''2001-02-16'')' AS e, to_json(isfinite(TIMESTAMP '2001-02-16')) AS v
UNION ALL SELECT 'isfinite(INTERVAL ''4 hours'')' AS e, to_json(isfinite(INTERVAL '4 hours')) AS v
UNION ALL SELECT 'TIMESTAMPTZ ''2024-07-15 12:00Z'' AT TIME ZONE INTERVAL ''2 hours''' AS e, to_json(TIMESTAMPTZ '2024-07-15 12:00Z' AT TIME ZONE INTERVAL '2 hours') AS v
UNION ALL SELECT 'to_char(INTERVAL ''15h 2m 12s'',''HH24:MI:SS'')' AS e, to_json(to_char(INTERVAL '15h 2m 12s','HH24:MI:SS')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''100 hours'',''HH24:MI:SS'')' AS e, to_json(to_char(INTERVAL '100 hours','HH24:MI:SS')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''3 days 15h 2m 12s'',''DD HH24:MI:SS'')' AS e, to_json(to_char(INTERVAL '3 days 15h 2m 12s','DD HH24:MI:SS')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''-1 day -2 hours'',''DD HH24'')' AS e, to_json(to_char(INTERVAL '-1 day -2 hours','DD HH24')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''1 year 2 months'',''YYYY MM'')' AS e, to_json(to_char(INTERVAL '1 year 2 months','YYYY MM')) AS v
UNION ALL SELECT 'to_char(TIME ''12:34:56'',''HH24:MI'')' AS e, to_json(to_char(TIME '12:34:56','HH24:MI')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''-100 hours -5 minutes'',''HH24:MI:SS'')' AS e, to_json(to_char(INTERVAL '-100 hours -5 minutes','HH24:MI:SS')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''1 day 1.5 seconds'',''DD HH12 MI SS MS US'')' AS e, to_json(to_char(INTERVAL '1 day 1.5 seconds','DD HH12 MI SS MS US')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''-1.25 seconds'',''SS MS'')' AS e, to_json(to_char(INTERVAL '-1.25 seconds','SS MS')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''14 months 40 days'',''YYYY-MM-DD'')' AS e, to_json(to_char(INTERVAL '14 months 40 days','YYYY-MM-DD')) AS v
UNION ALL SELECT 'to_char(INTERVAL ''5 hours'',''SSSS'')' AS e, to_json(to_char(INTERVAL '5 hours','SSSS')) AS v
UNION ALL SELECT 'justify_interval(INTERVAL ''1 mon -31 days 25 hours'')' AS e, to_json(justify_interval(INTERVAL '1 mon -31 days 25 hours')) AS v
UNION ALL SELECT 'justify_interval(INTERVAL ''-40 days +30 hours'')' AS e, to_json(justify_interval(INTERVAL '-40 days +30 hours')) AS v
UNION ALL SELECT 'justify_days(INTERVAL ''1 mon -35 days'')' AS e, to_json(justify_days(INTERVAL '1 mon -35 days')) AS v
UNION ALL SELECT 'make_interval(secs => -0.5)' AS e, to_json(make_interval(secs => -0.5)) AS v
UNION ALL SELECT 'make_interval(1)' AS e, to_json(make_interval(1)) AS v
UNION ALL SELECT 'make_interval(0,0,0,0,100,100,100.5)' AS e, to_json(make_interval(0,0,0,0,100,100,100.5)) AS v
--- output
{"e":"justify_days(INTERVAL '35 days')","v":"1 mon 5 days"}
{"e":"justify_hours(INTERVAL '27 hours')","v":"1 day 03:00:00"}
{"e":"justify_interval(INTERVAL '1 mon -1 hour')","v":"29 days 23:00:00"}
{"e":"justify_days(INTERVAL '-35 days')","v":"-1 mons -5 days"}
{"e":"justify_hours(INTERVAL '-27 hours')","v":"-1 days -03:00:00"}
{"e":"justify_interval(INTERVAL '-1 mon +1 hour')","v":"-29 days -23:00:00"}
{"e":"make_interval(1,2,3,4,5,6,7.5)","v":"1 year 2 mons 25 days 05:06:07.5"}
{"e":"make_interval(days => 10)","v":"10 days"}
{"e":"make_interval(hours => 5, secs => 1.5)","v":"05:00:01.5"}
{"e":"make_timestamptz(2013,7,15,8,15,23.5)","v":"2013-07-15T08:15:23.5Z"}
{"e":"make_timestamptz(2013,7,15,8,15,23.5,'Europe/Berlin')","v":"2013-07-15T06:15:23.5Z"}
{"e":"isfinite(DATE '2001-02-16')","v":true}
{"e":"isfinite(TIMESTAMP '2001-02-16')","v":true}
{"e":"isfinite(INTERVAL '4 hours')","v":true}
{"e":"TIMESTAMPTZ '2024-07-15 12:00Z' AT TIME ZONE INTERVAL '2 hours'","v":"2024-07-15T14:00:00Z"}
{"e":"to_char(INTERVAL '15h 2m 12s','HH24:MI:SS')","v":"15:02:12"}
{"e":"to_char(INTERVAL '100 hours','HH24:MI:SS')","v":"100:00:00"}
{"e":"to_char(INTERVAL '3 days 15h 2m 12s','DD HH24:MI:SS')","v":"03 15:02:12"}
{"e":"to_char(INTERVAL '-1 day -2 hours','DD HH24')","v":"-1 -02"}
{"e":"to_char(INTERVAL '1 year 2 months','YYYY MM')","v":"0001 02"}
{"e":"to_char(TIME '12:34:56','HH24:MI')","v":"12:34"}
{"e":"to_char(INTERVAL '-100 hours -5 minutes','HH24:MI:SS')","v":"-100:-05:00"}
{"e":"to_char(INTERVAL '1 day 1.5 seconds','DD HH12 MI SS MS US')","v":"01 12 00 01 500 500000"}
{"e":"to_char(INTERVAL '-1.25 seconds','SS MS')","v":"-01 -250"}
{"e":"to_char(INTERVAL '14 months 40 days','YYYY-MM-DD')","v":"0001-02-40"}
{"e":"to_char(INTERVAL '5 hours','SSSS')","v":"18000"}
{"e":"justify_interval(INTERVAL '1 mon -31 days 25 hours')","v":"01:00:00"}
{"e":"justify_interval(INTERVAL '-40 days +30 hours')","v":"-1 mons -8 days -18:00:00"}
{"e":"justify_days(INTERVAL '1 mon -35 days')","v":"-5 days"}
{"e":"make_interval(secs => -0.5)","v":"-00:00:00.5"}
{"e":"make_interval(1)","v":"1 year"}
{"e":"make_interval(0,0,0,0,100,100,100.5)","v":"101:41:40.5"}
