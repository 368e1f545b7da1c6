-- What was not reported does not count as operating, and is shown as missing.
SELECT p.enterprise_id, p.day, CASE WHEN o.operating = 1 THEN 1 ELSE 0 END AS numerator, 1 AS denominator,
       CASE WHEN o.operating IS NULL THEN 'missing' ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
