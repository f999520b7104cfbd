-- A URI whose scheme has no connector is refused as such, not as a missing file.
SELECT count(*) AS n FROM 'kafka://localhost:9092/clicks'
--- exit 3
--- stderr
LDB-1001: .*connector kafka
