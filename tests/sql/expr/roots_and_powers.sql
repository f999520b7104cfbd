-- Roots, powers and logarithms of a column; NULL stays NULL.
SELECT sqrt(x) AS sqrt, cbrt(x) AS cbrt, power(x, 2) AS power, pow(x, 0.5) AS pow, round(exp(ln(x)), 9) AS exp,
       round(log(x), 9) AS log, log10(x) AS log10, log2(x) AS log2, sign(x) AS sign FROM stdin
--- input
{"x":64}
{"x":1}
{"x":null}
--- output
{"sqrt":8,"cbrt":4,"power":4096,"pow":8,"exp":64,"log":1.806179974,"log10":1.806179973983887,"log2":6,"sign":1}
{"sqrt":1,"cbrt":1,"power":1,"pow":1,"exp":1,"log":0,"log10":0,"log2":0,"sign":1}
{"sqrt":null,"cbrt":null,"power":null,"pow":null,"exp":null,"log":null,"log10":null,"log2":null,"sign":null}
