-- -v binds a typed literal, never text.
SELECT a FROM stdin WHERE a > :least AND b = :name
--- args -v least=5 -v "name=x' OR 1=1"
--- input
{"a":6,"b":"x"}
{"a":6,"b":"x' OR 1=1"}
{"a":4,"b":"x' OR 1=1"}
--- output
{"a":6}
