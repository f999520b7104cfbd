-- SET is the option of that name, for the whole script.
SET changelog = 'op';
SELECT count(*) AS n FROM stdin EMIT CHANGES
--- input
{"city":"Oslo","t":4}
{"city":"Rome","t":21}
{"city":"Oslo","t":7}
--- output
{"_op":"+I","n":1}
{"_op":"-U","n":1}
{"_op":"+U","n":2}
{"_op":"-U","n":2}
{"_op":"+U","n":3}
