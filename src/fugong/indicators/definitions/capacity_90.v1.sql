SELECT p.enterprise_id, p.day,
       CASE WHEN n.normal_output > 0 AND o.output * 100 >= n.normal_output * c.at_least_percent THEN 1 ELSE 0 END AS numerator,
       CASE WHEN n.normal_output > 0 THEN 1 ELSE 0 END AS denominator,
       CASE WHEN n.normal_output IS NULL OR n.normal_output = 0 THEN 'no_base'
            WHEN o.output IS NULL THEN 'missing' ELSE 'counted' END AS standing
FROM population AS p
CROSS JOIN parameters AS c
LEFT JOIN normal_output AS n ON n.enterprise_id = p.enterprise_id
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
