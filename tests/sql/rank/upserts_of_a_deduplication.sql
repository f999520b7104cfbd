-- The newest row of each key, as upserts: one record for each change of a key.
SELECT DISTINCT ON (sensor) sensor, reading FROM stdin ORDER BY sensor, seq DESC EMIT CHANGES
--- args -i changelog --changelog=upsert
--- input
{"_weight":1,"sensor":"x","reading":4,"seq":1}
{"_weight":1,"sensor":"y","reading":5,"seq":2}
{"_weight":1,"sensor":"x","reading":6,"seq":3}
{"_weight":-1,"sensor":"x","reading":6,"seq":3}
{"_weight":-1,"sensor":"y","reading":5,"seq":2}
--- output
{"_op":"U","sensor":"x","reading":4}
{"_op":"U","sensor":"y","reading":5}
{"_op":"U","sensor":"x","reading":6}
{"_op":"U","sensor":"x","reading":4}
{"_op":"D","sensor":"y","reading":5}
