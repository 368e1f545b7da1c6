-- The denominator counts the units on the list: a sum is printed beside how many of how many have reported.
SELECT p.enterprise_id, p.day, coalesce(m.sales_cum, 0) AS numerator, 1 AS denominator,
       CASE WHEN m.sales_cum IS NULL THEN 'missing' ELSE 'counted' END AS standing
FROM population AS p
LEFT JOIN monthly AS m ON m.enterprise_id = p.enterprise_id AND m.day = p.day
