-- ~ searches, and ~* does so without case; a match gives its groups.
SELECT 'abc123' ~ '[0-9]{3}$' AS a, 'ABC' ~* 'b' AS b, 'abc' !~ 'x' AS c,
       regexp_replace('a1b22', '[0-9]+', '#', 'g') AS d, regexp_extract('k=v', '(\w)=(\w)', 2) AS e,
       regexp_extract('none', '(\d)') AS f, regexp_count('banana', 'an') AS g
--- output
{"a":true,"b":true,"c":true,"d":"a#b#","e":"v","f":null,"g":2}
