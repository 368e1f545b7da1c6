SELECT p.enterprise_id, p.day,
       CASE WHEN l.standing = 'counted' AND l.kwh * 100 > l.mean_kwh * c.threshold_percent THEN 1 ELSE 0 END AS numerator,
       CASE WHEN l.standing IN ('counted', 'missing') THEN 1 ELSE 0 END AS denominator,
       l.standing
FROM population AS p
CROSS JOIN parameters AS c
INNER JOIN loads AS l ON l.enterprise_id = p.enterprise_id AND l.day = p.day
