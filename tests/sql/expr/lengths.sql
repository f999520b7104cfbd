-- Characters, bytes and bits of texts.
SELECT char_length(s) AS a, character_length(s) AS b, octet_length(s) AS c, bit_length(s) AS d FROM stdin
--- input
{"s":"plain"}
{"s":"größe"}
{"s":"木 and 林"}
{"s":""}
{"s":null}
--- output
{"a":5,"b":5,"c":5,"d":40}
{"a":5,"b":5,"c":7,"d":56}
{"a":7,"b":7,"c":11,"d":88}
{"a":0,"b":0,"c":0,"d":0}
{"a":null,"b":null,"c":null,"d":null}
