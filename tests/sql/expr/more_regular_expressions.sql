-- Matches, their groups, flags, and what lies between.
SELECT regexp_like(s, '^[a-z]+', 'i') AS like_, s !~* '^K' AS no, s SIMILAR TO '[a-zA-Z]+=%' AS sim, regexp_match(s, '(\w+)=(\d+)') AS m,
       regexp_split_to_array(s, '\s*,\s*') AS parts FROM stdin
--- input
{"s":"key=12, Other=7"}
{"s":"nothing"}
{"s":null}
--- output
{"like_":true,"no":false,"sim":true,"m":["key","12"],"parts":["key=12","Other=7"]}
{"like_":true,"no":true,"sim":false,"m":null,"parts":["nothing"]}
{"like_":null,"no":null,"sim":null,"m":null,"parts":null}
