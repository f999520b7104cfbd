-- NaN and infinity are neither NULL nor finite.
SELECT isnan(x::DOUBLE) AS nan, isinf(x::DOUBLE) AS inf, isfinite(x::DOUBLE) AS finite FROM stdin
--- input
{"x":"NaN"}
{"x":"-Infinity"}
{"x":"1e308"}
{"x":null}
--- output
{"nan":true,"inf":false,"finite":false}
{"nan":false,"inf":true,"finite":false}
{"nan":false,"inf":false,"finite":true}
{"nan":null,"inf":null,"finite":null}
