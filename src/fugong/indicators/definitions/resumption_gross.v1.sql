SELECT p.enterprise_id, p.day, CASE WHEN max(r.id) IS NULL THEN 0 ELSE 1 END AS numerator, 1 AS denominator,
       'counted' AS standing
FROM population AS p
LEFT JOIN restarts AS r
    ON r.enterprise_id = p.enterprise_id AND r.restarted_on <= p.day AND coalesce(r.stopped_on, DATE '9999-12-31') > p.day
GROUP BY p.enterprise_id, p.day
