-- A second star's members that are there already get _2.
SELECT s.*, b.* FROM stdin s JOIN b ON s.k = b.k WHERE s.id < 3
--- args -- b=b.ndjson -
--- input
{"id":1,"k":"a","v":10}
{"id":2,"k":"b","v":20}
{"id":3,"k":"a","v":30}
{"id":4,"k":"c","v":null}
--- input b.ndjson
{"k":"a","w":1}
{"k":"b","w":2}
{"k":"d","w":3}
--- output
{"id":1,"k":"a","v":10,"k_2":"a","w":1}
{"id":2,"k":"b","v":20,"k_2":"b","w":2}
--- quiet
