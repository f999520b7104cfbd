-- Numbers to text and back by PostgreSQL's patterns of digits.
SELECT 'to_number(''12,454.8-'',''99G999D9S'')' AS e, to_json(to_number('12,454.8-','99G999D9S')) AS v
UNION ALL SELECT 'to_number(''$1,234.56'',''L9,999.99'')' AS e, to_json(to_number('$1,234.56','L9,999.99')) AS v
UNION ALL SELECT 'to_number(''123'',''999'')' AS e, to_json(to_number('123','999')) AS v
UNION ALL SELECT 'to_number(''-12.34'',''99.99'')' AS e, to_json(to_number('-12.34','99.99')) AS v
UNION ALL SELECT 'to_number('' 12'',''99'')' AS e, to_json(to_number(' 12','99')) AS v
UNION ALL SELECT 'to_number(''1234.5'',''9999'')' AS e, to_json(to_number('1234.5','9999')) AS v
UNION ALL SELECT 'to_char(125,''999'')' AS e, to_json(to_char(125,'999')) AS v
UNION ALL SELECT 'to_char(-125,''999'')' AS e, to_json(to_char(-125,'999')) AS v
UNION ALL SELECT 'to_char(125.8::float8,''999D9'')' AS e, to_json(to_char(125.8::float8,'999D9')) AS v
UNION ALL SELECT 'to_char(-125.8,''999D99S'')' AS e, to_json(to_char(-125.8,'999D99S')) AS v
UNION ALL SELECT 'to_char(0.1,''0.9'')' AS e, to_json(to_char(0.1,'0.9')) AS v
UNION ALL SELECT 'to_char(0.1,''99.99'')' AS e, to_json(to_char(0.1,'99.99')) AS v
UNION ALL SELECT 'to_char(-0.1,''99.99'')' AS e, to_json(to_char(-0.1,'99.99')) AS v
UNION ALL SELECT 'to_char(-0.1,''FM9.99'')' AS e, to_json(to_char(-0.1,'FM9.99')) AS v
UNION ALL SELECT 'to_char(12,''9990999.9'')' AS e, to_json(to_char(12,'9990999.9')) AS v
UNION ALL SELECT 'to_char(12,''FM9990999.9'')' AS e, to_json(to_char(12,'FM9990999.9')) AS v
UNION ALL SELECT 'to_char(485,''999'')' AS e, to_json(to_char(485,'999')) AS v
UNION ALL SELECT 'to_char(-485,''999'')' AS e, to_json(to_char(-485,'999')) AS v
UNION ALL SELECT 'to_char(485,''9 9 9'')' AS e, to_json(to_char(485,'9 9 9')) AS v
UNION ALL SELECT 'to_char(1485,''9,999'')' AS e, to_json(to_char(1485,'9,999')) AS v
UNION ALL SELECT 'to_char(1485,''9G999'')' AS e, to_json(to_char(1485,'9G999')) AS v
UNION ALL SELECT 'to_char(148.5,''999.999'')' AS e, to_json(to_char(148.5,'999.999')) AS v
UNION ALL SELECT 'to_char(148.5,''FM999.999'')' AS e, to_json(to_char(148.5,'FM999.999')) AS v
UNION ALL SELECT 'to_char(148.5,''FM999.990'')' AS e, to_json(to_char(148.5,'FM999.990')) AS v
UNION ALL SELECT 'to_char(-485,''999S'')' AS e, to_json(to_char(-485,'999S')) AS v
UNION ALL SELECT 'to_char(-485,''999MI'')' AS e, to_json(to_char(-485,'999MI')) AS v
UNION ALL SELECT 'to_char(485,''999MI'')' AS e, to_json(to_char(485,'999MI')) AS v
UNION ALL SELECT 'to_char(485,''FM999MI'')' AS e, to_json(to_char(485,'FM999MI')) AS v
UNION ALL SELECT 'to_char(485,''PL999'')' AS e, to_json(to_char(485,'PL999')) AS v
UNION ALL SELECT 'to_char(485,''SG999'')' AS e, to_json(to_char(485,'SG999')) AS v
UNION ALL SELECT 'to_char(-485,''SG999'')' AS e, to_json(to_char(-485,'SG999')) AS v
UNION ALL SELECT 'to_char(-485,''9SG99'')' AS e, to_json(to_char(-485,'9SG99')) AS v
UNION ALL SELECT 'to_char(-485,''999PR'')' AS e, to_json(to_char(-485,'999PR')) AS v
UNION ALL SELECT 'to_char(485,''999PR'')' AS e, to_json(to_char(485,'999PR')) AS v
UNION ALL SELECT 'to_char(485,''L999'')' AS e, to_json(to_char(485,'L999')) AS v
UNION ALL SELECT 'to_char(485,''RN'')' AS e, to_json(to_char(485,'RN')) AS v
UNION ALL SELECT 'to_char(485,''FMRN'')' AS e, to_json(to_char(485,'FMRN')) AS v
UNION ALL SELECT 'to_char(5.2,''FMRN'')' AS e, to_json(to_char(5.2,'FMRN')) AS v
UNION ALL SELECT 'to_char(482,''999th'')' AS e, to_json(to_char(482,'999th')) AS v
UNION ALL SELECT 'to_char(1,''9th'')' AS e, to_json(to_char(1,'9th')) AS v
UNION ALL SELECT 'to_char(485,''"Good number:"999'')' AS e, to_json(to_char(485,'"Good number:"999')) AS v
UNION ALL SELECT 'to_char(485.8,''"Pre:"999" Post:" .999'')' AS e, to_json(to_char(485.8,'"Pre:"999" Post:" .999')) AS v
UNION ALL SELECT 'to_char(12,''99V999'')' AS e, to_json(to_char(12,'99V999')) AS v
UNION ALL SELECT 'to_char(12.4,''99V999'')' AS e, to_json(to_char(12.4,'99V999')) AS v
UNION ALL SELECT 'to_char(12.45,''99V9'')' AS e, to_json(to_char(12.45,'99V9')) AS v
UNION ALL SELECT 'to_char(0.0004859,''9.99EEEE'')' AS e, to_json(to_char(0.0004859,'9.99EEEE')) AS v
UNION ALL SELECT 'to_char(123456,''9.99EEEE'')' AS e, to_json(to_char(123456,'9.99EEEE')) AS v
UNION ALL SELECT 'to_char(12345,''999'')' AS e, to_json(to_char(12345,'999')) AS v
UNION ALL SELECT 'to_char(-12345,''999'')' AS e, to_json(to_char(-12345,'999')) AS v
UNION ALL SELECT 'to_char(0,''999'')' AS e, to_json(to_char(0,'999')) AS v
--- output
{"e":"to_number('12,454.8-','99G999D9S')","v":-12454.8}
{"e":"to_number('$1,234.56','L9,999.99')","v":1234.56}
{"e":"to_number('123','999')","v":123}
{"e":"to_number('-12.34','99.99')","v":-12.34}
{"e":"to_number(' 12','99')","v":12}
{"e":"to_number('1234.5','9999')","v":1234}
{"e":"to_char(125,'999')","v":" 125"}
{"e":"to_char(-125,'999')","v":"-125"}
{"e":"to_char(125.8::float8,'999D9')","v":" 125.8"}
{"e":"to_char(-125.8,'999D99S')","v":"125.80-"}
{"e":"to_char(0.1,'0.9')","v":" 0.1"}
{"e":"to_char(0.1,'99.99')","v":"   .10"}
{"e":"to_char(-0.1,'99.99')","v":"  -.10"}
{"e":"to_char(-0.1,'FM9.99')","v":"-.1"}
{"e":"to_char(12,'9990999.9')","v":"    0012.0"}
{"e":"to_char(12,'FM9990999.9')","v":"0012."}
{"e":"to_char(485,'999')","v":" 485"}
{"e":"to_char(-485,'999')","v":"-485"}
{"e":"to_char(485,'9 9 9')","v":" 4 8 5"}
{"e":"to_char(1485,'9,999')","v":" 1,485"}
{"e":"to_char(1485,'9G999')","v":" 1,485"}
{"e":"to_char(148.5,'999.999')","v":" 148.500"}
{"e":"to_char(148.5,'FM999.999')","v":"148.5"}
{"e":"to_char(148.5,'FM999.990')","v":"148.500"}
{"e":"to_char(-485,'999S')","v":"485-"}
{"e":"to_char(-485,'999MI')","v":"485-"}
{"e":"to_char(485,'999MI')","v":"485 "}
{"e":"to_char(485,'FM999MI')","v":"485"}
{"e":"to_char(485,'PL999')","v":"+ 485"}
{"e":"to_char(485,'SG999')","v":"+485"}
{"e":"to_char(-485,'SG999')","v":"-485"}
{"e":"to_char(-485,'9SG99')","v":"4-85"}
{"e":"to_char(-485,'999PR')","v":"<485>"}
{"e":"to_char(485,'999PR')","v":" 485 "}
{"e":"to_char(485,'L999')","v":"  485"}
{"e":"to_char(485,'RN')","v":"        CDLXXXV"}
{"e":"to_char(485,'FMRN')","v":"CDLXXXV"}
{"e":"to_char(5.2,'FMRN')","v":"V"}
{"e":"to_char(482,'999th')","v":" 482nd"}
{"e":"to_char(1,'9th')","v":" 1st"}
{"e":"to_char(485,'\"Good number:\"999')","v":"Good number: 485"}
{"e":"to_char(485.8,'\"Pre:\"999\" Post:\" .999')","v":"Pre: 485 Post: .800"}
{"e":"to_char(12,'99V999')","v":" 12000"}
{"e":"to_char(12.4,'99V999')","v":" 12400"}
{"e":"to_char(12.45,'99V9')","v":" 125"}
{"e":"to_char(0.0004859,'9.99EEEE')","v":" 4.86e-04"}
{"e":"to_char(123456,'9.99EEEE')","v":" 1.23e+05"}
{"e":"to_char(12345,'999')","v":" ###"}
{"e":"to_char(-12345,'999')","v":"-###"}
{"e":"to_char(0,'999')","v":"   0"}
