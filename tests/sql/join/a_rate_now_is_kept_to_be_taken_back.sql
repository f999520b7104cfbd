-- AS OF PROCTIME() gives the newest version that has arrived; the same is taken back with the order, whatever came since.
WITH r AS (SELECT cur, rate FROM stdin WHERE kind = 'r'), o AS (SELECT cur, id FROM stdin WHERE kind = 'o')
SELECT o.id, r.rate FROM o JOIN r FOR SYSTEM_TIME AS OF PROCTIME() ON o.cur = r.cur EMIT CHANGES
--- args -i changelog
--- input
{"_weight":1,"kind":"r","cur":"EUR","rate":1.1}
{"_weight":1,"kind":"o","cur":"EUR","id":1}
{"_weight":1,"kind":"o","cur":"GBP","id":2}
{"_weight":1,"kind":"r","cur":"EUR","rate":1.2}
{"_weight":-1,"kind":"o","cur":"EUR","id":1}
{"_weight":1,"kind":"o","cur":"EUR","id":3}
{"_weight":-1,"kind":"o","cur":"GBP","id":2}
--- output
{"_weight":1,"id":1,"rate":1.1}
{"_weight":-1,"id":1,"rate":1.1}
{"_weight":1,"id":3,"rate":1.2}
