-- A file may stand on the left: it is read first, and what a LEFT JOIN keeps of it comes at the end.
SELECT p.part, s.qty FROM 'parts.csv' p LEFT JOIN stdin s ON p.part = s.part
--- input parts.csv
part,bin
bolt,4
nut,7
gear,1
--- input
{"part":"gear","qty":12}
{"part":"cam","qty":5}
{"part":"bolt","qty":3}
{"part":"gear","qty":1}
--- output
{"part":"gear","qty":12}
{"part":"bolt","qty":3}
{"part":"gear","qty":1}
{"part":"nut","qty":null}
