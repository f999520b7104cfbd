-- When the best row is taken back the next best one stands in its place.
SELECT bid, price FROM stdin ORDER BY price DESC LIMIT 1 EMIT CHANGES
--- args -i changelog
--- input
{"_weight":1,"bid":"a","price":4}
{"_weight":1,"bid":"b","price":9}
{"_weight":1,"bid":"c","price":9}
{"_weight":-1,"bid":"b","price":9}
{"_weight":-1,"bid":"c","price":9}
--- output
{"_weight":1,"bid":"a","price":4}
{"_weight":-1,"bid":"a","price":4}
{"_weight":1,"bid":"b","price":9}
{"_weight":-1,"bid":"b","price":9}
{"_weight":1,"bid":"c","price":9}
{"_weight":-1,"bid":"c","price":9}
{"_weight":1,"bid":"a","price":4}
