-- The Common Log Format has its columns; - is NULL.
SELECT host, user, time, method, path, status, bytes FROM stdin
--- args -i clf
--- input
127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326
::1 - - [10/Oct/2000:20:55:37 +0000] "POST /x HTTP/1.1" 404 -
--- output
{"host":"127.0.0.1","user":"frank","time":"2000-10-10T20:55:36Z","method":"GET","path":"/apache_pb.gif","status":200,"bytes":2326}
{"host":"::1","user":null,"time":"2000-10-10T20:55:37Z","method":"POST","path":"/x","status":404,"bytes":null}
