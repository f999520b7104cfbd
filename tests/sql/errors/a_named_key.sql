-- A key has no name.
CREATE TABLE s (a TEXT, CONSTRAINT pk PRIMARY KEY (a)) WITH (format = 'json'); SELECT * FROM s
--- exit 3
--- stderr
hint: a PRIMARY KEY has no name: leave CONSTRAINT pk out
