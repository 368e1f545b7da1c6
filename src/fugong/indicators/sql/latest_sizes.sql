-- The size class in force in a year: of the newest year up to it the newest version.
SELECT on_year, enterprise_id, size
FROM (
    SELECT y.on_year, s.enterprise_id, s.size,
           row_number() OVER (PARTITION BY y.on_year, s.enterprise_id ORDER BY s.year DESC, s.version DESC) AS place
    FROM sizes AS s
    INNER JOIN (SELECT DISTINCT on_year FROM days) AS y ON s.year <= y.on_year
) AS ranked
WHERE place = 1
