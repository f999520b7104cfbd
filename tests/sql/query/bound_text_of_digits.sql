-- Quotes force text.
SELECT :a AS a, :b AS b, :c AS c, :d AS d
--- args -v a=7 -v "b='07'" -v c=true -v d=null
--- output
{"a":7,"b":"07","c":true,"d":null}
