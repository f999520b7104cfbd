-- DESCRIBE EXTENDED says what the declaration says.
CREATE SOURCE s (id BIGINT NOT NULL, ts TIMESTAMP, PRIMARY KEY (id), WATERMARK FOR ts);
DESCRIBE EXTENDED s
--- output
{"column":"id","type":"BIGINT","nullable":"no","key":"yes","event_time":"no"}
{"column":"ts","type":"TIMESTAMP","nullable":"yes","key":"no","event_time":"yes"}
