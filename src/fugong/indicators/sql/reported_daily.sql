-- What enterprises reported of an item day by day in the parameters' days.
SELECT r.enterprise_id, r.item, r.period_on AS day, sum(r.value) AS value
FROM report_values AS r
CROSS JOIN parameters AS p
WHERE r.period_on = r.period_end_on AND r.period_on BETWEEN p.from_on AND p.until_on
GROUP BY r.enterprise_id, r.item, r.period_on
