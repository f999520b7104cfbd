-- Digests have the values that everybody knows.
SELECT md5('abc') AS a, encode(sha256('abc'), 'hex') AS b, encode('hello', 'base64') AS c
--- output
{"a":"900150983cd24fb0d6963f7d28e17f72","b":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","c":"aGVsbG8="}
