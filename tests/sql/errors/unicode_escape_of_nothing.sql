-- An escape that is no character is refused.
SELECT U&'\d800'
--- exit 3
--- stderr
LDB-1203: the text has a wrong escape
