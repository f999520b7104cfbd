-- SELECT * over a join of open records: a member whose name the row has already gets the table's name.
SELECT * FROM stdin a JOIN stdin b USING (g) WHERE b.t BETWEEN a.t - INTERVAL '1' SECOND AND a.t - INTERVAL '1' SECOND
--- args -e t -w 0s
--- input
{"g":1,"t":"2023-11-05T08:00:00Z","x":"one"}
{"g":1,"t":"2023-11-05T08:00:01Z","y":"two"}
--- output
{"g":1,"t":"2023-11-05T08:00:01Z","y":"two","t_b":"2023-11-05T08:00:00Z","x":"one"}
