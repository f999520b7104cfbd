-- current_timestamp(p) keeps p digits behind the second.
SELECT current_timestamp(3) = current_timestamp::TIMESTAMP(3) a, localtimestamp(0) = now()::TIMESTAMP(0) b,
    current_time(2) = current_time::TIME(2) c
FROM stdin
--- input
{}
--- output
{"a":true,"b":true,"c":true}
