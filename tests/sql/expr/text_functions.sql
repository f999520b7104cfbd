-- Text functions count characters, from one.
SELECT length('añb') AS a, substring('hello' from 2 for 3) AS b, left('hello', -1) AS c, right('hello', 2) AS d,
       strpos('hello', 'l') AS e, lpad('7', 3, '0') AS f, initcap('hello wORLD') AS g, split_part('a,b,c', ',', -1) AS h,
       trim(both 'x' from 'xxaxx') AS i, reverse('añ') AS j, octet_length('añ') AS k
--- output
{"a":3,"b":"ell","c":"hell","d":"lo","e":3,"f":"007","g":"Hello World","h":"c","i":"a","j":"ña","k":3}
