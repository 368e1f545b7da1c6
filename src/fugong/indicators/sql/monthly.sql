-- What enterprises reported of a month, one row an enterprise and month; February covers January too.
SELECT r.enterprise_id, r.period_on AS day,
       max(CASE WHEN r.item = 'output_value_wan' THEN r.value END) AS output,
       max(CASE WHEN r.item = 'output_value_last_wan' THEN r.value END) AS output_last,
       max(CASE WHEN r.item = 'output_value_cum_wan' THEN r.value END) AS output_cum,
       max(CASE WHEN r.item = 'output_value_cum_last_wan' THEN r.value END) AS output_cum_last,
       max(CASE WHEN r.item = 'sales_wan' THEN r.value END) AS sales,
       max(CASE WHEN r.item = 'sales_last_wan' THEN r.value END) AS sales_last,
       max(CASE WHEN r.item = 'sales_cum_wan' THEN r.value END) AS sales_cum,
       max(CASE WHEN r.item = 'sales_cum_last_wan' THEN r.value END) AS sales_cum_last
FROM report_values AS r
INNER JOIN days AS d ON d.day = r.period_on AND d.at_on = r.period_end_on
WHERE r.period_on BETWEEN DATE '$first' AND DATE '$last'
    AND r.item IN ('output_value_wan', 'output_value_last_wan', 'output_value_cum_wan', 'output_value_cum_last_wan',
        'sales_wan', 'sales_last_wan', 'sales_cum_wan', 'sales_cum_last_wan')
GROUP BY r.enterprise_id, r.period_on
