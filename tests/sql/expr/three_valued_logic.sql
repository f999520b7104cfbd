-- NULL is unknown in AND, OR and NOT.
SELECT NULL AND FALSE AS a, NULL AND TRUE AS b, NULL OR TRUE AS c, NULL OR FALSE AS d, NOT NULL AS e,
       NULL = NULL AS f, NULL IS DISTINCT FROM NULL AS g, 1 IS DISTINCT FROM NULL AS h
--- output
{"a":false,"b":null,"c":true,"d":null,"e":null,"f":null,"g":false,"h":true}
