-- What enterprises reported of an item, period by period, that began within the parameters' days.
SELECT r.enterprise_id, r.item, r.form_code, r.period_on, r.period_end_on, r.value
FROM report_values AS r
CROSS JOIN parameters AS p
WHERE r.period_on BETWEEN p.from_on AND p.until_on
