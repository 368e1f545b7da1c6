-- What was not reported counts as nobody at the post, and is shown as missing.
SELECT p.enterprise_id, p.day,
       CASE WHEN p.staff > 0 THEN coalesce(o.staff_at_post, 0) ELSE 0 END AS numerator,
       CASE WHEN p.staff > 0 THEN p.staff ELSE 0 END AS denominator,
       CASE WHEN p.staff IS NULL OR p.staff = 0 THEN 'no_staff_on_register'
            WHEN o.staff_at_post IS NULL THEN 'missing' ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
