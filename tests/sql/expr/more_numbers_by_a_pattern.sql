-- Numbers by patterns: signs, rounding, exponents, numerals, patterns that are too short.
SELECT 'to_char(0,''FM999'')' AS e, to_json(to_char(0,'FM999')) AS v
UNION ALL SELECT 'to_char(0,''000'')' AS e, to_json(to_char(0,'000')) AS v
UNION ALL SELECT 'to_char(5,''000'')' AS e, to_json(to_char(5,'000')) AS v
UNION ALL SELECT 'to_char(1234567.891,''FM9,999,999.00'')' AS e, to_json(to_char(1234567.891,'FM9,999,999.00')) AS v
UNION ALL SELECT 'to_char(1234567.891,''9,999,999.99'')' AS e, to_json(to_char(1234567.891,'9,999,999.99')) AS v
UNION ALL SELECT 'to_char(0.5,''FM90.00'')' AS e, to_json(to_char(0.5,'FM90.00')) AS v
UNION ALL SELECT 'to_char(2.345,''9.99'')' AS e, to_json(to_char(2.345,'9.99')) AS v
UNION ALL SELECT 'to_char(2.5::float8,''9'')' AS e, to_json(to_char(2.5::float8,'9')) AS v
UNION ALL SELECT 'to_char(3.5::float8,''9'')' AS e, to_json(to_char(3.5::float8,'9')) AS v
UNION ALL SELECT 'to_char(1e10::float8,''999,999,999,999'')' AS e, to_json(to_char(1e10::float8,'999,999,999,999')) AS v
UNION ALL SELECT 'to_char(12,'''')' AS e, to_json(to_char(12,'')) AS v
UNION ALL SELECT 'to_char(-1234.5,''9999.9'')' AS e, to_json(to_char(-1234.5,'9999.9')) AS v
UNION ALL SELECT 'to_char(5,''B999'')' AS e, to_json(to_char(5,'B999')) AS v
UNION ALL SELECT 'to_char(1.0,''9D0'')' AS e, to_json(to_char(1.0,'9D0')) AS v
UNION ALL SELECT 'to_char(0.5,''.99'')' AS e, to_json(to_char(0.5,'.99')) AS v
UNION ALL SELECT 'to_char(12.5,''FM99.99PR'')' AS e, to_json(to_char(12.5,'FM99.99PR')) AS v
UNION ALL SELECT 'to_char(-12.5,''FM99.99PR'')' AS e, to_json(to_char(-12.5,'FM99.99PR')) AS v
UNION ALL SELECT 'to_char(-12.5,''99.99S'')' AS e, to_json(to_char(-12.5,'99.99S')) AS v
UNION ALL SELECT 'to_char(12,''S9999'')' AS e, to_json(to_char(12,'S9999')) AS v
UNION ALL SELECT 'to_char(-12,''S0999'')' AS e, to_json(to_char(-12,'S0999')) AS v
UNION ALL SELECT 'to_char(12345,''99,99'')' AS e, to_json(to_char(12345,'99,99')) AS v
UNION ALL SELECT 'to_char(0,''9.99'')' AS e, to_json(to_char(0,'9.99')) AS v
UNION ALL SELECT 'to_char(0,''FM9.99'')' AS e, to_json(to_char(0,'FM9.99')) AS v
UNION ALL SELECT 'to_char(12,''FM99th'')' AS e, to_json(to_char(12,'FM99th')) AS v
UNION ALL SELECT 'to_char(-12,''99PL'')' AS e, to_json(to_char(-12,'99PL')) AS v
UNION ALL SELECT 'to_char(1234567,''FM9,999,999'')' AS e, to_json(to_char(1234567,'FM9,999,999')) AS v
UNION ALL SELECT 'to_char(1234,''9,999,999'')' AS e, to_json(to_char(1234,'9,999,999')) AS v
UNION ALL SELECT 'to_char(1234,''0,009,999'')' AS e, to_json(to_char(1234,'0,009,999')) AS v
UNION ALL SELECT 'to_char(0.005,''0.00'')' AS e, to_json(to_char(0.005,'0.00')) AS v
UNION ALL SELECT 'to_char(-0.001,''0.00'')' AS e, to_json(to_char(-0.001,'0.00')) AS v
UNION ALL SELECT 'to_char(99.999,''99.99'')' AS e, to_json(to_char(99.999,'99.99')) AS v
UNION ALL SELECT 'to_char(1.5,''FM0.00'')' AS e, to_json(to_char(1.5,'FM0.00')) AS v
UNION ALL SELECT 'to_char(100,''999%'')' AS e, to_json(to_char(100,'999%')) AS v
UNION ALL SELECT 'to_char(5,''FM"n="9'')' AS e, to_json(to_char(5,'FM"n="9')) AS v
UNION ALL SELECT 'to_char(12.34,''SG99.99'')' AS e, to_json(to_char(12.34,'SG99.99')) AS v
UNION ALL SELECT 'to_char(12.34,''99.99MI'')' AS e, to_json(to_char(12.34,'99.99MI')) AS v
UNION ALL SELECT 'to_char(-12.34,''MI99.99'')' AS e, to_json(to_char(-12.34,'MI99.99')) AS v
UNION ALL SELECT 'to_char(42,''L99'')' AS e, to_json(to_char(42,'L99')) AS v
UNION ALL SELECT 'to_char(3,''rn'')' AS e, to_json(to_char(3,'rn')) AS v
UNION ALL SELECT 'to_char(3999,''FMRN'')' AS e, to_json(to_char(3999,'FMRN')) AS v
UNION ALL SELECT 'to_char(4000,''RN'')' AS e, to_json(to_char(4000,'RN')) AS v
UNION ALL SELECT 'to_char(1234.5678::float8,''9999.9999999999999'')' AS e, to_json(to_char(1234.5678::float8,'9999.9999999999999')) AS v
UNION ALL SELECT 'to_char(0.1::float8+0.2::float8,''9.99999999999999999999'')' AS e, to_json(to_char(0.1::float8+0.2::float8,'9.99999999999999999999')) AS v
UNION ALL SELECT 'to_char(12::bigint,''99.9'')' AS e, to_json(to_char(12::bigint,'99.9')) AS v
UNION ALL SELECT 'to_number(''-12.34'',''S99.99'')' AS e, to_json(to_number('-12.34','S99.99')) AS v
UNION ALL SELECT 'to_number(''12.34-'',''99.99MI'')' AS e, to_json(to_number('12.34-','99.99MI')) AS v
UNION ALL SELECT 'to_number(''<12>'',''99PR'')' AS e, to_json(to_number('<12>','99PR')) AS v
UNION ALL SELECT 'to_number(''1,234'',''9G999'')' AS e, to_json(to_number('1,234','9G999')) AS v
UNION ALL SELECT 'to_number(''12a'',''99'')' AS e, to_json(to_number('12a','99')) AS v
UNION ALL SELECT 'to_number(''0012'',''9999'')' AS e, to_json(to_number('0012','9999')) AS v
UNION ALL SELECT 'to_number(''12.3'',''99V9'')' AS e, to_json(to_number('12.3','99V9')) AS v
--- output
{"e":"to_char(0,'FM999')","v":"0"}
{"e":"to_char(0,'000')","v":" 000"}
{"e":"to_char(5,'000')","v":" 005"}
{"e":"to_char(1234567.891,'FM9,999,999.00')","v":"1,234,567.89"}
{"e":"to_char(1234567.891,'9,999,999.99')","v":" 1,234,567.89"}
{"e":"to_char(0.5,'FM90.00')","v":"0.50"}
{"e":"to_char(2.345,'9.99')","v":" 2.35"}
{"e":"to_char(2.5::float8,'9')","v":" 2"}
{"e":"to_char(3.5::float8,'9')","v":" 4"}
{"e":"to_char(1e10::float8,'999,999,999,999')","v":"  10,000,000,000"}
{"e":"to_char(12,'')","v":""}
{"e":"to_char(-1234.5,'9999.9')","v":"-1234.5"}
{"e":"to_char(5,'B999')","v":"   5"}
{"e":"to_char(1.0,'9D0')","v":" 1.0"}
{"e":"to_char(0.5,'.99')","v":" .##"}
{"e":"to_char(12.5,'FM99.99PR')","v":"12.5"}
{"e":"to_char(-12.5,'FM99.99PR')","v":"<12.5>"}
{"e":"to_char(-12.5,'99.99S')","v":"12.50-"}
{"e":"to_char(12,'S9999')","v":"  +12"}
{"e":"to_char(-12,'S0999')","v":"-0012"}
{"e":"to_char(12345,'99,99')","v":" ##,##"}
{"e":"to_char(0,'9.99')","v":"  .00"}
{"e":"to_char(0,'FM9.99')","v":"0."}
{"e":"to_char(12,'FM99th')","v":"12th"}
{"e":"to_char(-12,'99PL')","v":"-12 "}
{"e":"to_char(1234567,'FM9,999,999')","v":"1,234,567"}
{"e":"to_char(1234,'9,999,999')","v":"     1,234"}
{"e":"to_char(1234,'0,009,999')","v":" 0,001,234"}
{"e":"to_char(0.005,'0.00')","v":" 0.01"}
{"e":"to_char(-0.001,'0.00')","v":" 0.00"}
{"e":"to_char(99.999,'99.99')","v":" ##.##"}
{"e":"to_char(1.5,'FM0.00')","v":"1.50"}
{"e":"to_char(100,'999%')","v":" 100%"}
{"e":"to_char(5,'FM\"n=\"9')","v":"n=5"}
{"e":"to_char(12.34,'SG99.99')","v":"+12.34"}
{"e":"to_char(12.34,'99.99MI')","v":"12.34 "}
{"e":"to_char(-12.34,'MI99.99')","v":"-12.34"}
{"e":"to_char(42,'L99')","v":"  42"}
{"e":"to_char(3,'rn')","v":"            iii"}
{"e":"to_char(3999,'FMRN')","v":"MMMCMXCIX"}
{"e":"to_char(4000,'RN')","v":"###############"}
{"e":"to_char(1234.5678::float8,'9999.9999999999999')","v":" 1234.56780000000"}
{"e":"to_char(0.1::float8+0.2::float8,'9.99999999999999999999')","v":"  .30000000000000"}
{"e":"to_char(12::bigint,'99.9')","v":" 12.0"}
{"e":"to_number('-12.34','S99.99')","v":-12.34}
{"e":"to_number('12.34-','99.99MI')","v":-12.34}
{"e":"to_number('<12>','99PR')","v":-12}
{"e":"to_number('1,234','9G999')","v":1234}
{"e":"to_number('12a','99')","v":12}
{"e":"to_number('0012','9999')","v":12}
{"e":"to_number('12.3','99V9')","v":1.2}
