-- A declared VARCHAR keeps a field as it is.
SELECT zip, zip || '!' AS z FROM stdin
--- args -i csv --schema='zip VARCHAR'
--- input
zip
01234
1.50
--- output
{"zip":"01234","z":"01234!"}
{"zip":"1.50","z":"1.50!"}
