-- A row of a file is given by SEMI JOIN when the pipe first asks for it.
SELECT p.part FROM 'parts.csv' p SEMI JOIN stdin s ON p.part = s.part
--- input parts.csv
part
bolt
nut
--- input
{"part":"nut"}
{"part":"nut"}
{"part":"cam"}
--- output
{"part":"nut"}
