-- One row an enterprise: it is received when everything asked of it for the day is.
SELECT p.enterprise_id, p.day,
       CASE WHEN count(r.form_code) = count(u.form_code) THEN 1 ELSE 0 END AS numerator, 1 AS denominator,
       CASE WHEN count(r.form_code) = count(u.form_code) THEN 'counted' ELSE 'missing' END AS standing
FROM population AS p
INNER JOIN duties AS u
    ON u.enterprise_id = p.enterprise_id AND u.period_kind = 'day'
    AND u.since_on <= p.day AND (u.until_on IS NULL OR u.until_on > p.day)
LEFT JOIN received AS r ON r.enterprise_id = p.enterprise_id AND r.form_code = u.form_code AND r.day = p.day
GROUP BY p.enterprise_id, p.day
