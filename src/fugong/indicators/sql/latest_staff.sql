-- The normal staff in a year: of the newest annual figures up to it the newest version.
SELECT on_year, enterprise_id, staff
FROM (
    SELECT y.on_year, f.enterprise_id, f.staff,
           row_number() OVER (PARTITION BY y.on_year, f.enterprise_id ORDER BY f.year DESC, f.version DESC) AS place
    FROM staffing AS f
    INNER JOIN (SELECT DISTINCT on_year FROM days) AS y ON f.year <= y.on_year
) AS ranked
WHERE place = 1
