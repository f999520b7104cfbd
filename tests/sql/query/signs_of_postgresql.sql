-- PostgreSQL's signs for LIKE, paths and prefixes, DuckDB's whole quotient, texts between tagged dollar signs.
SELECT s ~~ 'a%' AS "~~", s ~~* 'A%' AS "~~*", s !~~ 'a%' AS "!~~", s !~~* 'A%' AS "!~~*", s ^@ 'a' AS "^@",
    j #- '{a,b}' AS "#-", j @? '$.a ? (@.b > 0)' AS "@?", j @@ '$.a.b == 2' AS "@@", n // 2 AS "//",
    $x$a$$b$x$ AS dollar, E'\101\x42' AS escapes, overlay(s PLACING 'XX' FROM 2 FOR 1) AS overlay,
    j - 'a' AS minus
FROM stdin
--- input
{"s":"abc","j":{"a":{"b":1,"c":2},"d":3},"n":7}
{"s":"xyz","j":{"a":{"b":2}},"n":-7}
--- output
{"~~":true,"~~*":true,"!~~":false,"!~~*":false,"^@":true,"#-":{"a":{"c":2},"d":3},"@?":true,"@@":false,"//":3,"dollar":"a$$b","escapes":"AB","overlay":"aXXc","minus":{"d":3}}
{"~~":false,"~~*":false,"!~~":true,"!~~*":true,"^@":false,"#-":{"a":{}},"@?":true,"@@":true,"//":-3,"dollar":"a$$b","escapes":"AB","overlay":"xXXz","minus":{}}
