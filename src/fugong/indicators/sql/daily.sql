-- What enterprises reported of a day, one row an enterprise and day, from $first to $last; what no form asked or nobody answered is empty.
SELECT r.enterprise_id, r.period_on AS day,
       max(CASE WHEN r.item = 'operating' THEN r.value END) AS operating,
       max(CASE WHEN r.item = 'staff_at_post' THEN r.value END) AS staff_at_post,
       max(CASE WHEN r.item IN ('output_value_wan', 'sales_wan') THEN r.value END) AS output
FROM report_values AS r
INNER JOIN days AS d ON d.day = r.period_on AND d.at_on = r.period_end_on
WHERE r.period_on BETWEEN DATE '$first' AND DATE '$last'
    AND r.item IN ('operating', 'staff_at_post', 'output_value_wan', 'sales_wan')
GROUP BY r.enterprise_id, r.period_on
