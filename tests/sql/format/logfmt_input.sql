-- logfmt has pairs, quoted values and bare keys.
SELECT level, msg, n, debug FROM stdin
--- args -i logfmt
--- input
level=info msg="hello world" n=5
level=warn msg="a \"quote\"" debug
--- output
{"level":"info","msg":"hello world","n":5,"debug":null}
{"level":"warn","msg":"a \"quote\"","n":null,"debug":true}
