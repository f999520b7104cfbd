-- Options of sinks are checked as those of sources are.
CREATE SINK k FROM stdin INTO FILE (path = 'x.csv', headr = true)
--- exit 2
--- stderr
LDB-0002.*headr
header
