-- A declared column takes what converts without loss.
SELECT a, b, c, d, e FROM stdin
--- args --schema='a BIGINT, b VARCHAR, c TIMESTAMP, d DECIMAL(6,2), e BOOLEAN'
--- input
{"a":"12","b":12,"c":"2026-01-02T03:04:05+01:00","d":"1.5","e":true}
{"a":12.0,"b":"x","c":1700000000,"d":2,"e":false}
{"a":null,"b":null,"c":null,"d":null,"e":null}
--- output
{"a":12,"b":"12","c":"2026-01-02T02:04:05Z","d":1.50,"e":true}
{"a":12,"b":"x","c":"2023-11-14T22:13:20Z","d":2.00,"e":false}
{"a":null,"b":null,"c":null,"d":null,"e":null}
--- quiet
