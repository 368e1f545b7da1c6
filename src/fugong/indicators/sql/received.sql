-- Which reports of a day came, and whether the first version came in time.
SELECT r.enterprise_id, r.form_code, r.period_on AS day,
       max(CASE WHEN r.recorded_at <= r.due_at THEN 1 ELSE 0 END) AS on_time
FROM report_values_versions AS r
WHERE r.period_on BETWEEN DATE '$first' AND DATE '$last' AND r.item = '_received' AND r.version = 1
GROUP BY r.enterprise_id, r.form_code, r.period_on
