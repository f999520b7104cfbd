-- strftime over a column: fields of fixed width and others, years of other than four digits, NULL.
CREATE SOURCE stdin (t TIMESTAMP);
SELECT strftime(t, '%Y-%m-%dT%H:%M:%S.%f') AS whole, strftime(t, '%F %T|%R|%y|%C|%I|100%%') AS short,
       strftime(t, '%d.%m.%Y %e') AS day, strftime(t, 'none') AS none, strftime(t, '') AS empty
FROM stdin
--- args
-i csv
--- input
t
1700000000123456
-1
-62135596800000001
-9223286400000000000
253402300800000000

951782400000000
--- output
{"whole":"2023-11-14T22:13:20.123456","short":"2023-11-14 22:13:20|22:13|23|20|10|100%","day":"14.11.2023 14","none":"none","empty":""}
{"whole":"1969-12-31T23:59:59.000000","short":"1969-12-31 23:59:59|23:59|69|19|11|100%","day":"31.12.1969 31","none":"none","empty":""}
{"whole":"0000-12-31T23:59:59.999999","short":"0000-12-31 23:59:59|23:59|00|00|11|100%","day":"31.12.0000 31","none":"none","empty":""}
{"whole":"1677-09-22T00:00:00.000000","short":"1677-09-22 00:00:00|00:00|77|16|12|100%","day":"22.09.1677 22","none":"none","empty":""}
{"whole":"1978-01-11T21:31:40.800000","short":"1978-01-11 21:31:40|21:31|78|19|09|100%","day":"11.01.1978 11","none":"none","empty":""}
{"whole":"2000-02-29T00:00:00.000000","short":"2000-02-29 00:00:00|00:00|00|20|12|100%","day":"29.02.2000 29","none":"none","empty":""}
