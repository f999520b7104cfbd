-- Texts into arrays and back.
SELECT string_to_array(s, ';') AS a, string_to_array(s, ';', 'x') AS b, string_split(s, ';') AS c,
       array_to_string(string_to_array(s, ';'), '|') AS d, array_to_string(ARRAY[1, NULL, 3], ',', '?') AS e FROM stdin
--- input
{"s":"a;x;;b"}
{"s":"one"}
{"s":""}
{"s":null}
--- output
{"a":["a","x","","b"],"b":["a",null,"","b"],"c":["a","x","","b"],"d":"a|x||b","e":"1,?,3"}
{"a":["one"],"b":["one"],"c":["one"],"d":"one","e":"1,?,3"}
{"a":[],"b":[],"c":[],"d":"","e":"1,?,3"}
{"a":null,"b":null,"c":null,"d":null,"e":"1,?,3"}
