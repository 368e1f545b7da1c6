-- Output that is not known is not nought: who did not report is taken out of both sides and shown as missing.
SELECT p.enterprise_id, p.day,
       CASE WHEN n.normal_output > 0 THEN coalesce(o.output, 0) ELSE 0 END AS numerator,
       CASE WHEN n.normal_output > 0 AND o.output IS NOT NULL THEN n.normal_output ELSE 0 END AS denominator,
       CASE WHEN n.normal_output IS NULL OR n.normal_output = 0 THEN 'no_base'
            WHEN o.output IS NULL THEN 'missing' ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN normal_output AS n ON n.enterprise_id = p.enterprise_id
LEFT JOIN daily AS o ON o.enterprise_id = p.enterprise_id AND o.day = p.day
