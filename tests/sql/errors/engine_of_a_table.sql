-- What other databases keep tables with is told in words of this one.
CREATE TABLE s (a TEXT) ENGINE = InnoDB; SELECT * FROM s
--- exit 3
--- stderr
LDB-1000: unexpected "ENGINE"
hint: FROM FILE
