-- Distance, repetition, translation, code points.
SELECT levenshtein('kitten', 'sitting') AS a, repeat('ab', 3) AS b, translate('12345', '143', 'ax') AS c,
       ascii('A') AS d, chr(233) AS e, to_hex(255) AS f
--- output
{"a":3,"b":"ababab","c":"a2x5","d":65,"e":"é","f":"ff"}
