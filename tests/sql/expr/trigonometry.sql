-- Functions of angles, rounded so that every C library agrees.
SELECT round(degrees(asin(sin(x))), 9) AS asin, round(degrees(acos(cos(x))), 9) AS acos, round(degrees(atan(tan(x))), 9) AS atan,
       round(degrees(atan2(1, 1)), 9) AS atan2, round(cot(x) * tan(x), 9) AS cot, abs(cosh(x) - sinh(x) - exp(-x)) < 1e-9 AS hyperbolic,
       abs(tanh(x) * cosh(x) - sinh(x)) < 1e-9 AS tanh, round(radians(180) - pi(), 9) AS pi FROM stdin
--- input
{"x":0.5}
{"x":1}
{"x":null}
--- output
{"asin":28.647889757,"acos":28.647889757,"atan":28.647889757,"atan2":45,"cot":1,"hyperbolic":true,"tanh":true,"pi":0}
{"asin":57.295779513,"acos":57.295779513,"atan":57.295779513,"atan2":45,"cot":1,"hyperbolic":true,"tanh":true,"pi":0}
{"asin":null,"acos":null,"atan":null,"atan2":45,"cot":null,"hyperbolic":null,"tanh":null,"pi":0}
