-- Without events there is no end; LIMIT stops the source.
CREATE SOURCE bid FROM NEXMARK (table = 'bid');
SELECT count(*) AS n FROM (SELECT auction FROM bid LIMIT 100000) t
--- output
{"n":100000}
