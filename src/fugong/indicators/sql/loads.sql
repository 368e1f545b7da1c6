-- The load of each metered enterprise on a day beside its mean in the reference period, in kWh.
-- A meter that serves several enterprises, or none in the reference period, speaks for nobody: such enterprises are
-- named with the reason. The mean keeps four places, cut off: whole numbers divide alike on every engine.
SELECT m.enterprise_id, m.day, m.kwh,
       CAST((b.total - b.total % b.readings) / b.readings AS DECIMAL(20, 0)) * CAST(0.0001 AS DECIMAL(5, 4)) AS mean_kwh,
       CASE WHEN s.enterprise_id IS NOT NULL THEN 'shared_meter'
            WHEN b.total IS NULL OR b.total = 0 THEN 'zero_reference'
            WHEN m.kwh IS NULL THEN 'missing'
            ELSE 'counted' END AS standing
FROM (
    SELECT a.enterprise_id, d.day, sum(r.kwh) AS kwh
    FROM meters AS a
    INNER JOIN days AS d ON a.since_on <= d.day AND (a.until_on IS NULL OR a.until_on > d.day)
    LEFT JOIN readings AS r ON r.meter_no = a.meter_no AND r.read_on = d.day
    GROUP BY a.enterprise_id, d.day
) AS m
LEFT JOIN (
    SELECT a.enterprise_id, CAST(sum(r.kwh) * 10000 AS BIGINT) AS total, CAST(count(DISTINCT r.read_on) AS BIGINT) AS readings
    FROM meters AS a
    INNER JOIN meter_readings AS r ON r.meter_no = a.meter_no
    WHERE r.read_on BETWEEN DATE '$reference_from' AND DATE '$reference_until'
    GROUP BY a.enterprise_id
) AS b ON b.enterprise_id = m.enterprise_id
LEFT JOIN (
    SELECT DISTINCT a.enterprise_id
    FROM meters AS a
    INNER JOIN (SELECT meter_no FROM meters GROUP BY meter_no HAVING count(DISTINCT enterprise_id) > 1) AS n
        ON n.meter_no = a.meter_no
) AS s ON s.enterprise_id = m.enterprise_id
