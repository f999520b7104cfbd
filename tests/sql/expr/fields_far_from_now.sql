-- Fields and units of columns of times: the last and first ones there are, before Christ, leap days, NULL.
CREATE SOURCE stdin (t TIMESTAMP);
SELECT t, extract(year FROM t) AS y, extract(decade FROM t) AS dec, extract(century FROM t) AS c,
       extract(millennium FROM t) AS m, extract(isoyear FROM t) AS iy, extract(week FROM t) AS w,
       extract(quarter FROM t) AS q, extract(month FROM t) AS mon, extract(day FROM t) AS d,
       extract(doy FROM t) AS doy, extract(dow FROM t) AS dow, extract(isodow FROM t) AS isodow,
       extract(hour FROM t) AS h, extract(milliseconds FROM t) AS ms, date_trunc('quarter', t) AS tq,
       date_trunc('month', t) AS tm, date_trunc('year', t) AS ty, date_trunc('decade', t) AS td,
       date_trunc('century', t) AS tc, date_trunc('millennium', t) AS tmm, date_trunc('ms', t) AS tms
FROM stdin
--- args
-i csv
--- input
t
9223372036854775806
-9223286400000000000
-62135596800000001
-62135596800000000
951782400000000
-2208988800000000

68169600000000
1735603200000000
--- output
{"t":"2262-04-11T23:47:16.854775Z","y":2262,"dec":226,"c":23,"m":3,"iy":2262,"w":15,"q":2,"mon":4,"d":11,"doy":101,"dow":5,"isodow":5,"h":23,"ms":16854.775,"tq":"2262-04-01T00:00:00Z","tm":"2262-04-01T00:00:00Z","ty":"2262-01-01T00:00:00Z","td":"2260-01-01T00:00:00Z","tc":"2201-01-01T00:00:00Z","tmm":"2001-01-01T00:00:00Z","tms":"2262-04-11T23:47:16.854Z"}
{"t":"1677-09-22T00:00:00Z","y":1677,"dec":167,"c":17,"m":2,"iy":1677,"w":38,"q":3,"mon":9,"d":22,"doy":265,"dow":3,"isodow":3,"h":0,"ms":0,"tq":"1677-07-01T00:00:00Z","tm":"1677-09-01T00:00:00Z","ty":"1677-01-01T00:00:00Z","td":"1670-01-01T00:00:00Z","tc":"1601-01-01T00:00:00Z","tmm":"1001-01-01T00:00:00Z","tms":"1677-09-22T00:00:00Z"}
{"t":"0000-12-31T23:59:59.999999Z","y":-1,"dec":0,"c":-1,"m":-1,"iy":-1,"w":52,"q":4,"mon":12,"d":31,"doy":366,"dow":0,"isodow":7,"h":23,"ms":59999.999,"tq":"0000-10-01T00:00:00Z","tm":"0000-12-01T00:00:00Z","ty":"0000-01-01T00:00:00Z","td":"0000-01-01T00:00:00Z","tc":"-0099-01-01T00:00:00Z","tmm":"-0999-01-01T00:00:00Z","tms":"0000-12-31T23:59:59.999Z"}
{"t":"0001-01-01T00:00:00Z","y":1,"dec":0,"c":1,"m":1,"iy":1,"w":1,"q":1,"mon":1,"d":1,"doy":1,"dow":1,"isodow":1,"h":0,"ms":0,"tq":"0001-01-01T00:00:00Z","tm":"0001-01-01T00:00:00Z","ty":"0001-01-01T00:00:00Z","td":"0000-01-01T00:00:00Z","tc":"0001-01-01T00:00:00Z","tmm":"0001-01-01T00:00:00Z","tms":"0001-01-01T00:00:00Z"}
{"t":"2000-02-29T00:00:00Z","y":2000,"dec":200,"c":20,"m":2,"iy":2000,"w":9,"q":1,"mon":2,"d":29,"doy":60,"dow":2,"isodow":2,"h":0,"ms":0,"tq":"2000-01-01T00:00:00Z","tm":"2000-02-01T00:00:00Z","ty":"2000-01-01T00:00:00Z","td":"2000-01-01T00:00:00Z","tc":"1901-01-01T00:00:00Z","tmm":"1001-01-01T00:00:00Z","tms":"2000-02-29T00:00:00Z"}
{"t":"1900-01-01T00:00:00Z","y":1900,"dec":190,"c":19,"m":2,"iy":1900,"w":1,"q":1,"mon":1,"d":1,"doy":1,"dow":1,"isodow":1,"h":0,"ms":0,"tq":"1900-01-01T00:00:00Z","tm":"1900-01-01T00:00:00Z","ty":"1900-01-01T00:00:00Z","td":"1900-01-01T00:00:00Z","tc":"1801-01-01T00:00:00Z","tmm":"1001-01-01T00:00:00Z","tms":"1900-01-01T00:00:00Z"}
{"t":"4130-03-18T00:00:00Z","y":4130,"dec":413,"c":42,"m":5,"iy":4130,"w":11,"q":1,"mon":3,"d":18,"doy":77,"dow":6,"isodow":6,"h":0,"ms":0,"tq":"4130-01-01T00:00:00Z","tm":"4130-03-01T00:00:00Z","ty":"4130-01-01T00:00:00Z","td":"4130-01-01T00:00:00Z","tc":"4101-01-01T00:00:00Z","tmm":"4001-01-01T00:00:00Z","tms":"4130-03-18T00:00:00Z"}
{"t":"2024-12-31T00:00:00Z","y":2024,"dec":202,"c":21,"m":3,"iy":2025,"w":1,"q":4,"mon":12,"d":31,"doy":366,"dow":2,"isodow":2,"h":0,"ms":0,"tq":"2024-10-01T00:00:00Z","tm":"2024-12-01T00:00:00Z","ty":"2024-01-01T00:00:00Z","td":"2020-01-01T00:00:00Z","tc":"2001-01-01T00:00:00Z","tmm":"2001-01-01T00:00:00Z","tms":"2024-12-31T00:00:00Z"}
