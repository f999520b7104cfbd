-- Encoding of URLs, and their queries.
SELECT url_encode(s) AS enc, url_decode(url_encode(s)) = s AS back, url_query('https://example.net/p?' || s || '#top') AS q FROM stdin
--- input
{"s":"a=1&b=2"}
{"s":"x y/ü"}
--- output
{"enc":"a%3D1%26b%3D2","back":true,"q":"a=1&b=2"}
{"enc":"x%20y%2F%C3%BC","back":true,"q":"x y/ü"}
