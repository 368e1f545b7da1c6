SELECT p.enterprise_id, p.day, CASE WHEN f.enterprise_id IS NULL THEN 0 ELSE 1 END AS numerator, 1 AS denominator,
       'counted' AS standing
FROM population AS p
LEFT JOIN in_force AS f ON f.enterprise_id = p.enterprise_id AND f.day = p.day
