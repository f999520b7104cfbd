-- Epoch numbers become times by their unit, and times epochs.
SELECT to_timestamp(1700000000) AS a, epoch_ms(TIMESTAMP '1970-01-01T00:00:01.5Z') AS b,
       parse_epoch(1700000000123, 'ms') AS c, epoch(TIMESTAMP '1970-01-02T00:00:00Z') AS d
--- output
{"a":"2023-11-14T22:13:20Z","b":1500,"c":"2023-11-14T22:13:20.123Z","d":86400}
