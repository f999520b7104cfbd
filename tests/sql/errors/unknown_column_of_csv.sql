-- The columns of a CSV are known, so a wrong name is an error with the near one as hint.
SELECT prise FROM stdin
--- args -i csv
--- input
price,qty
1,2
--- exit 3
--- output
--- stderr
LDB-1100.*prise
hint:.*price
