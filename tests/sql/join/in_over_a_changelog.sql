-- The rows of a subquery may change: what is left of them at their end is what IN and EXISTS look at.
SELECT id FROM a WHERE k NOT IN (SELECT k FROM b) OR EXISTS (SELECT 1 FROM b WHERE b.k = a.k + 1)
--- args -i changelog -- a=a.ndjson b=b.ndjson
--- input a.ndjson
{"_weight":1,"id":1,"k":1}
{"_weight":1,"id":2,"k":2}
{"_weight":1,"id":3,"k":3}
--- input b.ndjson
{"_weight":1,"k":2}
{"_weight":1,"k":3}
{"_weight":-1,"k":2}
--- output
{"_weight":1,"id":1}
{"_weight":1,"id":2}
