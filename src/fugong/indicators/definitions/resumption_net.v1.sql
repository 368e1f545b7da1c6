-- Net: an enterprise that the rules of the day keep closed is taken out of both sides and listed.
SELECT p.enterprise_id, p.day,
       CASE WHEN f.enterprise_id IS NOT NULL AND o.operating = 1 THEN 1 ELSE 0 END AS numerator,
       CASE WHEN f.enterprise_id IS NULL THEN 0 ELSE 1 END AS denominator,
       CASE WHEN f.enterprise_id IS NULL THEN 'closed_by_rule'
            WHEN o.operating IS NULL THEN 'missing' ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
LEFT JOIN in_force AS f ON f.enterprise_id = p.enterprise_id AND f.day = p.day
