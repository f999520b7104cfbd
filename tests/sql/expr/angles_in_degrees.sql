-- Angles in degrees are exact where the value is simple; the inverse hyperbolic functions.
SELECT 'sind(30::float8)' AS e, to_json(sind(30::float8)) AS v
UNION ALL SELECT 'cosd(60::float8)' AS e, to_json(cosd(60::float8)) AS v
UNION ALL SELECT 'tand(45::float8)' AS e, to_json(tand(45::float8)) AS v
UNION ALL SELECT 'cotd(45::float8)' AS e, to_json(cotd(45::float8)) AS v
UNION ALL SELECT 'asind(0.5::float8)' AS e, to_json(asind(0.5::float8)) AS v
UNION ALL SELECT 'acosd(0.5::float8)' AS e, to_json(acosd(0.5::float8)) AS v
UNION ALL SELECT 'atand(1::float8)' AS e, to_json(atand(1::float8)) AS v
UNION ALL SELECT 'atan2d(1::float8,1::float8)' AS e, to_json(atan2d(1::float8,1::float8)) AS v
UNION ALL SELECT 'asinh(1::float8)' AS e, to_json(asinh(1::float8)) AS v
UNION ALL SELECT 'acosh(1::float8)' AS e, to_json(acosh(1::float8)) AS v
UNION ALL SELECT 'acosh(2::float8)' AS e, to_json(acosh(2::float8)) AS v
UNION ALL SELECT 'atanh(0.5::float8)' AS e, to_json(atanh(0.5::float8)) AS v
--- output
{"e":"sind(30::float8)","v":0.5}
{"e":"cosd(60::float8)","v":0.5}
{"e":"tand(45::float8)","v":1}
{"e":"cotd(45::float8)","v":1}
{"e":"asind(0.5::float8)","v":30}
{"e":"acosd(0.5::float8)","v":60}
{"e":"atand(1::float8)","v":45}
{"e":"atan2d(1::float8,1::float8)","v":45}
{"e":"asinh(1::float8)","v":0.881373587019543}
{"e":"acosh(1::float8)","v":0}
{"e":"acosh(2::float8)","v":1.3169578969248166}
{"e":"atanh(0.5::float8)","v":0.5493061443340548}
