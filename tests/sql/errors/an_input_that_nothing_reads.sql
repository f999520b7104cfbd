-- An input that no query reads is told of, once for each name.
SELECT v FROM a
--- args -- a=a.json b=b.json c.json c.json
--- input a.json
{"v":1}
--- input b.json
{"v":2}
--- input c.json
{"v":3}
--- output
{"v":1}
--- stderr
b.json is not read: no query reads "b"
c.json is not read: no query reads "stdin"
