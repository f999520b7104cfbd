-- Parts of a URL, and addresses in a subnet.
SELECT url_host('https://example.org:8080/a/b?c=d') AS a, url_path('https://example.org/a/b?c=d') AS b,
       url_decode('a%20b') AS c, in_subnet('10.1.2.3', '10.0.0.0/8') AS d, in_subnet('11.1.2.3', '10.0.0.0/8') AS e
--- output
{"a":"example.org","b":"/a/b","c":"a b","d":true,"e":false}
