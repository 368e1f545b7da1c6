-- What an enterprise puts out on an ordinary day (the daily mean of the fourth quarter before), from its newest base form.
SELECT enterprise_id, value AS normal_output
FROM (
    SELECT enterprise_id, value,
           row_number() OVER (PARTITION BY enterprise_id ORDER BY period_on DESC, form_code) AS place
    FROM report_values
    WHERE item = 'normal_output_day_wan'
) AS ranked
WHERE place = 1
