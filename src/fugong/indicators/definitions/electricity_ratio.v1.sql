-- Not capped at any customer: a works may use more than its mean.
SELECT p.enterprise_id, p.day,
       CASE WHEN l.standing = 'counted' THEN l.kwh ELSE 0 END AS numerator,
       CASE WHEN l.standing IN ('counted', 'missing') THEN l.mean_kwh ELSE 0 END AS denominator,
       l.standing
FROM population AS p
INNER JOIN loads AS l ON l.enterprise_id = p.enterprise_id AND l.day = p.day
