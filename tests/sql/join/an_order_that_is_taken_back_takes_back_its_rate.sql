-- Left rows of a temporal join may change: what is taken back takes back the answer that it was given.
CREATE SOURCE orders (id BIGINT, cur VARCHAR, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '1' MINUTE)
    FROM FILE (path = 'orders') FORMAT CHANGELOG;
CREATE SOURCE rates (cur VARCHAR, rate DOUBLE, ts TIMESTAMP, PRIMARY KEY (cur), WATERMARK FOR ts) FROM FILE (path = 'rates', format = 'csv');
SELECT o.id, r.rate FROM orders o LEFT JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON o.cur = r.cur EMIT CHANGES;
--- input orders
{"_weight":1,"id":1,"cur":"EUR","ts":"2024-05-01T10:00:05Z"}
{"_weight":1,"id":2,"cur":"EUR","ts":"2024-05-01T10:00:15Z"}
{"_weight":1,"id":3,"cur":"GBP","ts":"2024-05-01T10:00:25Z"}
{"_weight":-1,"id":1,"cur":"EUR","ts":"2024-05-01T10:00:05Z"}
{"_weight":1,"id":4,"cur":"EUR","ts":"2024-05-01T10:00:09Z"}
--- input rates
cur,rate,ts
EUR,1.1,2024-05-01T10:00:00Z
EUR,1.2,2024-05-01T10:00:10Z
EUR,1.3,2024-05-01T10:01:10Z
--- output
{"_weight":1,"id":1,"rate":1.1}
{"_weight":-1,"id":1,"rate":1.1}
{"_weight":1,"id":4,"rate":1.1}
{"_weight":1,"id":2,"rate":1.2}
{"_weight":1,"id":3,"rate":null}
