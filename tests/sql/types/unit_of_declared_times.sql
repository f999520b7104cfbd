-- epoch_unit is the unit of every column declared TIMESTAMP, of the event time and of the others.
CREATE SOURCE stdin (t TIMESTAMP, u TIMESTAMP, WATERMARK FOR t) WITH (epoch_unit = 'ms');
SELECT * FROM stdin
--- input
{"t":5,"u":1500}
{"t":"1970-01-01","u":"1970-01-02"}
--- output
{"t":"1970-01-01T00:00:00.005Z","u":"1970-01-01T00:00:01.5Z"}
{"t":"1970-01-01T00:00:00Z","u":"1970-01-02T00:00:00Z"}
