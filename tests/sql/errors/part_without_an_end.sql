-- A part of a text has two marks.
SELECT substring('abc' SIMILAR '%#"b' ESCAPE '#')
--- exit 3
--- stderr
LDB-4015: a part stands between two escaped "
