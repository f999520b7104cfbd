-- An order has the rate that was valid at its time, from the very moment on.
CREATE SOURCE rates (cur VARCHAR, rate DOUBLE, ts TIMESTAMP, WATERMARK FOR ts);
CREATE SOURCE orders (id BIGINT, cur VARCHAR, ts TIMESTAMP, WATERMARK FOR ts);
SELECT o.id, r.rate FROM orders o LEFT JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON o.cur = r.cur ORDER BY o.id
--- args -- rates=rates.ndjson orders=orders.csv
--- input rates.ndjson
{"cur":"NOK","rate":11.5,"ts":"2023-11-05T08:00:00Z"}
{"cur":"NOK","rate":11.7,"ts":"2023-11-05T08:10:00Z"}
--- input orders.csv
id,cur,ts
1,NOK,2023-11-05T07:59:59Z
2,NOK,2023-11-05T08:09:59Z
3,NOK,2023-11-05T08:10:00Z
--- output
{"id":1,"rate":null}
{"id":2,"rate":11.5}
{"id":3,"rate":11.7}
