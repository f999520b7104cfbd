-- The combined format adds referer and agent.
SELECT referer, agent, protocol FROM stdin
--- args -i clf
--- input
1.2.3.4 - - [10/Oct/2000:20:55:37 +0000] "GET / HTTP/1.1" 200 5 "https://example.org/a \"b\"" "curl/8"
--- output
{"referer":"https://example.org/a \"b\"","agent":"curl/8","protocol":"HTTP/1.1"}
