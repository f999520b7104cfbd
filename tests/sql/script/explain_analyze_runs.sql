-- EXPLAIN ANALYZE runs the query and says how many rows went through.
EXPLAIN ANALYZE (JSON) SELECT city FROM 'c.csv' WHERE t > 5
--- args --format=raw
--- input c.csv
city,t
Oslo,4
Rome,21
Oslo,7
--- output
{"operator":"project","detail":"project city","rows":"append-only","rows_in":2,"rows_out":2,"batches":1,"inputs":[{"operator":"filter","detail":"filter >(t, 5)","rows":"append-only","rows_in":3,"rows_out":2,"batches":1,"inputs":[{"operator":"scan","detail":"scan c.csv","rows":"append-only","rows_in":3,"rows_out":3,"batches":1,"inputs":[]}]}]}
