-- IN with a NULL in the list is true or unknown.
SELECT 1 IN (1, NULL) AS a, 2 IN (1, NULL) AS b, 2 NOT IN (1, 3) AS c, 2 NOT IN (1, NULL) AS d
--- output
{"a":true,"b":null,"c":true,"d":null}
