-- Remainders, divisors, buckets and rounding of whole numbers of either sign.
SELECT mod(a, b) AS mod, gcd(a, b) AS gcd, lcm(a, b) AS lcm, ceil(a / 4.0) AS ceil, ceiling(a / 4.0::DOUBLE) AS ceiling,
       width_bucket(a, 0, 20, 4) AS bucket FROM stdin
--- input
{"a":17,"b":5}
{"a":-17,"b":5}
{"a":12,"b":-18}
{"a":0,"b":7}
{"a":null,"b":1}
--- output
{"mod":2,"gcd":1,"lcm":85,"ceil":5,"ceiling":5,"bucket":4}
{"mod":-2,"gcd":1,"lcm":85,"ceil":-4,"ceiling":-4,"bucket":0}
{"mod":12,"gcd":6,"lcm":36,"ceil":3,"ceiling":3,"bucket":3}
{"mod":0,"gcd":7,"lcm":0,"ceil":0,"ceiling":0,"bucket":1}
{"mod":null,"gcd":null,"lcm":null,"ceil":null,"ceiling":null,"bucket":null}
