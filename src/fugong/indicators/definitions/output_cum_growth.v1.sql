-- Both sides come from the same units' own reports of the period; a unit without a base of last year is left out by name.
SELECT p.enterprise_id, p.day,
       CASE WHEN m.output_cum_last > 0 THEN coalesce(m.output_cum, 0) ELSE 0 END AS numerator,
       CASE WHEN m.output_cum_last > 0 AND m.output_cum IS NOT NULL THEN m.output_cum_last ELSE 0 END AS denominator,
       CASE WHEN m.output_cum IS NULL THEN 'missing'
            WHEN m.output_cum_last IS NULL OR m.output_cum_last = 0 THEN 'new_unit' ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN monthly AS m ON m.enterprise_id = p.enterprise_id AND m.day = p.day
