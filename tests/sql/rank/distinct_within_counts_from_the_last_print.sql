-- A row exactly at the horizon is still a repetition; what is not printed does not move the horizon.
SELECT DISTINCT alarm FROM stdin WITHIN INTERVAL '1' MINUTE
--- args -e at -w 0s
--- input
{"alarm":"fire","at":"2025-03-02T06:00:00Z"}
{"alarm":"fire","at":"2025-03-02T06:00:40Z"}
{"alarm":"fire","at":"2025-03-02T06:01:00Z"}
{"alarm":"fire","at":"2025-03-02T06:01:01Z"}
{"alarm":"water","at":"2025-03-02T06:01:02Z"}
{"alarm":"fire","at":"2025-03-02T06:01:30Z"}
--- output
{"alarm":"fire"}
{"alarm":"fire"}
{"alarm":"water"}
