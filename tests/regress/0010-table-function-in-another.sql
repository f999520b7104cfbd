-- A table function in the arguments of another is refused; its rows would have to be there first.
SELECT regexp_matches(s, unnest(ARRAY['a'])) FROM stdin
--- input
{"s":"abc"}
--- exit 3
--- stderr
table function unnest can stand in FROM and in SELECT only
