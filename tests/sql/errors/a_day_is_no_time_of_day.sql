-- Today is no time of day.
SELECT 'today'::TIME
--- exit 3
--- stderr
LDB-1203: "today" is a day
