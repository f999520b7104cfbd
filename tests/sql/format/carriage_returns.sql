-- Lines may end with CR LF.
SELECT a FROM stdin
--- args -i csv
--- input .hex
612c620d0a312c780d0a322c790d0a
--- output
{"a":1}
{"a":2}
