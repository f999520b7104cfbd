-- The text that an aggregate answers for a row stays what it was when the frame moves on.
SELECT id, min(s) OVER (ORDER BY s, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS least,
       max(s) OVER (ORDER BY s DESC, id) AS most
FROM 'x.ndjson' ORDER BY id
--- input x.ndjson
{"id":1,"s":"pear"}
{"id":2,"s":"a text that is longer than a few bytes"}
{"id":3,"s":null}
{"id":4,"s":"fig"}
{"id":5,"s":"another text that is longer than a few bytes"}
--- output
{"id":1,"least":"fig","most":"pear"}
{"id":2,"least":"a text that is longer than a few bytes","most":"pear"}
{"id":3,"least":"pear","most":"pear"}
{"id":4,"least":"another text that is longer than a few bytes","most":"pear"}
{"id":5,"least":"a text that is longer than a few bytes","most":"pear"}
