-- PRIMARY KEY says which record of a sink replaces which.
CREATE SINK k (PRIMARY KEY (city)) INTO FILE (path = 'k.ndjson', changelog = 'upsert')
    AS SELECT city, sum(t) AS total FROM stdin GROUP BY city EMIT CHANGES
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output k.ndjson
{"_op":"U","city":"Oslo","total":4}
{"_op":"U","city":"Rome","total":21}
{"_op":"U","city":"Oslo","total":11}
