-- substring(x SIMILAR p ESCAPE e) is the part between the marks; what stands before it takes as little as it can.
SELECT substring(v SIMILAR '%#"cd#"%' ESCAPE '#') a, substring(v FROM '%#"c_#"%' FOR '#') b,
    substring(v SIMILAR 'a#"%#"f' ESCAPE '#') c, substring(v SIMILAR '%' ESCAPE '#') d, substring(v SIMILAR 'x#"%#"' ESCAPE '#') e,
    substring('aabaab' SIMILAR '%#"a%#"b' ESCAPE '#') f, substring('abcabc' SIMILAR '(a|b|c)+#"(b|c)#"%' ESCAPE '#') g
FROM stdin
--- input
{"v":"abcdef"}
--- output
{"a":"cd","b":"cd","c":"bcde","d":"abcdef","e":null,"f":"aabaa","g":"b"}
