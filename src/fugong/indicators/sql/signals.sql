-- What was said and measured of each enterprise on a day, beside its own normal; what is not known is empty.
SELECT p.enterprise_id, p.day, o.operating, o.staff_at_post, p.staff, l.kwh, l.mean_kwh, o.output, n.normal_output
FROM population AS p
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
LEFT JOIN normal_output AS n ON n.enterprise_id = p.enterprise_id AND n.normal_output > 0
LEFT JOIN loads AS l ON l.enterprise_id = p.enterprise_id AND l.day = p.day AND l.standing = 'counted'
WHERE o.enterprise_id IS NOT NULL OR l.enterprise_id IS NOT NULL
