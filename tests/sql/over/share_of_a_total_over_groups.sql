-- Window functions stand above the aggregates of their query.
SELECT shop, sum(cents) AS total, sum(cents) * 100 / sum(sum(cents)) OVER () AS percent,
  RANK() OVER (ORDER BY sum(cents) DESC) AS place
FROM stdin GROUP BY shop HAVING count(*) > 1
--- input
{"shop":"quay","cents":100}
{"shop":"hill","cents":300}
{"shop":"quay","cents":200}
{"shop":"mill","cents":900}
{"shop":"hill","cents":400}
--- output
{"shop":"quay","total":300,"percent":30,"place":2}
{"shop":"hill","total":700,"percent":70,"place":1}
