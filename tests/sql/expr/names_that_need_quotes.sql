-- quote_ident and %I quote what PostgreSQL would take for a word of its own.
SELECT quote_ident('select') a, quote_ident('abc') b, quote_ident('xmltable') c, quote_ident('') d, format('%I', 'all') e,
    quote_ident('name') f, quote_ident('Ab') g
--- output
{"a":"\"select\"","b":"abc","c":"\"xmltable\"","d":"\"\"","e":"\"all\"","f":"name","g":"\"Ab\""}
