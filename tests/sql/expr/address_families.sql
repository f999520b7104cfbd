-- IPv4 and IPv6.
SELECT inet_family(a) AS i, family(a) AS f, host(a) AS h FROM stdin
--- input
{"a":"192.0.2.1/24"}
{"a":"2001:db8::1"}
--- output
{"i":4,"f":4,"h":"192.0.2.1"}
{"i":6,"f":6,"h":"2001:db8::1"}
