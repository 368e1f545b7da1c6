SELECT p.enterprise_id, p.day,
       CASE WHEN o.operating = 1 AND p.staff > 0 THEN coalesce(o.staff_at_post, 0) ELSE 0 END AS numerator,
       CASE WHEN o.operating = 1 AND p.staff > 0 THEN p.staff ELSE 0 END AS denominator,
       CASE WHEN o.operating IS NULL THEN 'missing'
            WHEN o.operating = 0 THEN 'not_operating'
            WHEN p.staff IS NULL OR p.staff = 0 THEN 'no_staff_on_register'
            ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
