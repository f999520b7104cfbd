-- One that names none prints one row.
SELECT 1 + 1 AS two, 'x' || 'y' AS xy
--- output
{"two":2,"xy":"xy"}
