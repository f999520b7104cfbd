-- LAG over closed windows: each count beside that of the window before, while the pipe goes on.
SELECT gate, window_start AS start, count(*) AS n, LAG(count(*)) OVER w AS before,
  SUM(count(*)) OVER (PARTITION BY window_start) AS all_gates
FROM stdin GROUP BY gate, TUMBLE(at, INTERVAL '1' MINUTE)
WINDOW w AS (PARTITION BY gate ORDER BY window_start)
--- args -e at -w 0s
--- input
{"gate":"n","at":"2025-03-02T06:00:10Z"}
{"gate":"s","at":"2025-03-02T06:00:20Z"}
{"gate":"n","at":"2025-03-02T06:00:30Z"}
{"gate":"s","at":"2025-03-02T06:01:10Z"}
{"gate":"n","at":"2025-03-02T06:02:10Z"}
--- output
{"gate":"n","start":"2025-03-02T06:00:00Z","n":2,"before":null,"all_gates":3}
{"gate":"s","start":"2025-03-02T06:00:00Z","n":1,"before":null,"all_gates":3}
{"gate":"s","start":"2025-03-02T06:01:00Z","n":1,"before":1,"all_gates":1}
{"gate":"n","start":"2025-03-02T06:02:00Z","n":1,"before":2,"all_gates":1}
