-- The sum of an item over the reports of a form whose period begins within the days, of one enterprise or of all.
SELECT coalesce(sum(r.value), 0) AS total, count(*) AS records, count(DISTINCT r.enterprise_id) AS enterprises
FROM report_values AS r
INNER JOIN enterprises AS e ON e.enterprise_id = r.enterprise_id
CROSS JOIN parameters AS p
WHERE r.item = p.item AND r.form_code = p.form_code AND r.period_on BETWEEN p.from_on AND p.until_on
    AND (p.uscc = '' OR e.uscc = p.uscc)
