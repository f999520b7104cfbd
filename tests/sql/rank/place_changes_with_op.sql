-- With --changelog=op a place that stays is updated, one at the edge comes and goes.
SELECT name, points, place FROM (SELECT *, RANK() OVER (ORDER BY points DESC) AS place FROM stdin)
WHERE place BETWEEN 1 AND 2 EMIT CHANGES
--- args --changelog=op
--- input
{"name":"ada","points":3}
{"name":"bo","points":3}
{"name":"cy","points":1}
{"name":"di","points":5}
{"name":"ed","points":6}
--- output
{"_op":"+I","name":"ada","points":3,"place":1}
{"_op":"+I","name":"bo","points":3,"place":1}
{"_op":"-U","name":"ada","points":3,"place":1}
{"_op":"+U","name":"di","points":5,"place":1}
{"_op":"-U","name":"bo","points":3,"place":1}
{"_op":"+U","name":"ada","points":3,"place":2}
{"_op":"+I","name":"bo","points":3,"place":2}
{"_op":"-U","name":"di","points":5,"place":1}
{"_op":"+U","name":"ed","points":6,"place":1}
{"_op":"-U","name":"ada","points":3,"place":2}
{"_op":"+U","name":"di","points":5,"place":2}
{"_op":"-D","name":"bo","points":3,"place":2}
