-- Covariance, correlation and the line through the points; rows without both do not count.
SELECT covar_pop(y, x) AS cp, covar_samp(y, x) AS cs, corr(y, x) AS c, regr_count(y, x) AS n, regr_slope(y, x) AS m, regr_intercept(y, x) AS b,
       regr_r2(y, x) AS r2, regr_avgx(y, x) AS ax, regr_avgy(y, x) AS ay, regr_sxx(y, x) AS sxx, regr_sxy(y, x) AS sxy, regr_syy(y, x) AS syy FROM stdin
--- input
{"x":0,"y":1}
{"x":1,"y":3}
{"x":null,"y":100}
{"x":2,"y":5}
{"x":3,"y":7}
--- output
{"cp":2.5,"cs":3.3333333333333335,"c":1,"n":4,"m":2,"b":1,"r2":1,"ax":1.5,"ay":4,"sxx":5,"sxy":10,"syy":20}
