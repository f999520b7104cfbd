-- IS tests of three-valued conditions; none of them is NULL.
SELECT a > 1 IS TRUE AS t, a > 1 IS FALSE AS f, (a > 1) IS NULL AS u, a IS NOT NULL AS n, a IS MISSING AS m,
       a IS DISTINCT FROM 2 AS d, a IS NOT DISTINCT FROM NULL AS e FROM stdin
--- input
{"a":2}
{"a":0}
{"a":null}
{}
--- output
{"t":true,"f":false,"u":false,"n":true,"m":false,"d":false,"e":false}
{"t":false,"f":true,"u":false,"n":true,"m":false,"d":true,"e":false}
{"t":false,"f":false,"u":true,"n":false,"m":false,"d":true,"e":true}
{"t":false,"f":false,"u":true,"n":false,"m":true,"d":true,"e":true}
