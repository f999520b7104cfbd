-- syslog reads RFC 5424, RFC 3164 and lines without a priority.
SELECT facility, severity, host, app, procid, message FROM stdin
--- args -i syslog
--- input
<34>1 2003-10-11T22:14:15.003Z mymachine su - ID47 - 'su root' failed
<13>Oct 11 22:14:15 host cron[12]: hello
Oct 11 22:14:16 host kernel: no priority
--- output
{"facility":4,"severity":2,"host":"mymachine","app":"su","procid":null,"message":"'su root' failed"}
{"facility":1,"severity":5,"host":"host","app":"cron","procid":12,"message":"hello"}
{"facility":null,"severity":null,"host":"host","app":"kernel","procid":null,"message":"no priority"}
