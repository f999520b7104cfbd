-- starts_with, ends_with and contains; the empty text is everywhere.
SELECT starts_with(s, p) AS begins, ends_with(s, p) AS ends, contains(s, p) AS inside FROM stdin
--- input
{"s":"banana","p":"ba"}
{"s":"banana","p":"na"}
{"s":"banana","p":""}
{"s":"na","p":"nana"}
{"s":null,"p":"a"}
--- output
{"begins":true,"ends":false,"inside":true}
{"begins":false,"ends":true,"inside":true}
{"begins":true,"ends":true,"inside":true}
{"begins":false,"ends":false,"inside":false}
{"begins":null,"ends":null,"inside":null}
