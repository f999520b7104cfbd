-- A type of several words may stand before a text.
SELECT TIMESTAMP WITH TIME ZONE '2024-01-01 00:00:00+02' a, TIMESTAMP WITHOUT TIME ZONE '2024-01-01' b, DOUBLE PRECISION '1.50' c, TIME WITHOUT TIME ZONE '10:00' d
--- input
{"k":"a","ts":"2024-01-01T00:00:10Z"}
{"k":"b","ts":"2024-01-01T00:00:50Z"}
{"k":"a","ts":"2024-01-01T00:01:20Z"}
--- output
{"a":"2023-12-31T22:00:00Z","b":"2024-01-01T00:00:00Z","c":1.5,"d":"10:00:00"}
--- quiet
