-- The facts of a synthetic county, one question a table of the lake; $N enterprises, $D days from $FIRST.
-- name: enterprises
SELECT id AS enterprise_id, 'U' || id AS uscc, '5203221' || lpad(CAST(id % 25 AS VARCHAR), 2, '0') AS division_code,
       lpad(CAST(1000 + id % 96 * 10 AS VARCHAR), 4, '0') AS industry_code, CAST(NULL AS DATE) AS closed_on, '' AS closure,
       $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: memberships
SELECT id, id AS enterprise_id, CASE WHEN id % 2 = 0 THEN 'industry_above' ELSE 'trade_above' END AS kind,
       DATE '2019-01-01' AS since_on, CAST(NULL AS DATE) AS until_on, $STAMP, FALSE AS gone FROM $ENTERPRISE WHERE id % 5 = 0
-- name: holders
SELECT id, id AS enterprise_id, CASE WHEN id % 7 = 0 THEN 'state' ELSE 'private' END AS holder,
       DATE '2019-01-01' AS since_on, CAST(NULL AS DATE) AS until_on, $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: sizes
SELECT id, id AS enterprise_id, 2019 AS year, 1 AS version, ['large', 'medium', 'small', 'micro'][id % 4 + 1] AS size,
       $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: staffing
SELECT id, id AS enterprise_id, 2019 AS year, 1 AS version, 50 AS staff, $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: restarts
SELECT id, id AS enterprise_id, CAST(DATE '$FIRST' + CAST(id % 60 AS INTEGER) AS DATE) AS restarted_on,
       CAST(NULL AS DATE) AS stopped_on, 'filing' AS mode, $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: permissions
SELECT id AS enterprise_id, DATE '$FIRST' AS since_on, CAST(NULL AS DATE) AS until_on, 'rule' AS ground,
       $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: duties
SELECT id AS enterprise_id, 'daily' AS form_code, 'day' AS period_kind, DATE '$FIRST' AS since_on,
       CAST(NULL AS DATE) AS until_on, $STAMP, FALSE AS gone FROM $ENTERPRISE
-- name: meters
SELECT id, 'M' || id AS meter_no, id AS enterprise_id, DATE '2019-01-01' AS since_on, CAST(NULL AS DATE) AS until_on,
       $STAMP, FALSE AS gone FROM $ENTERPRISE WHERE id % 3 = 0
-- name: meter_readings
SELECT 'M' || e.id AS meter_no, CAST(DATE '$FIRST' - 31 + CAST(d AS INTEGER) AS DATE) AS read_on, 1 AS version,
       CAST(50 + (e.id + d) % 100 AS DECIMAL(20, 4)) AS kwh, $STAMP
FROM $ENTERPRISE AS e CROSS JOIN range($D + 31) AS s (d) WHERE e.id % 3 = 0
-- name: report_values
SELECT e.id AS enterprise_id, 'daily' AS form_code, v.item, y.day AS period_on, y.day AS period_end_on,
       CAST(1 AS INTEGER) AS version,
       CAST(CASE v.item WHEN 'staff_at_post' THEN 10 + (e.id * 7 + y.d) % 40 WHEN 'output_value_wan' THEN (e.id + y.d) % 50
            ELSE CASE WHEN (e.id + y.d) % 9 = 0 THEN 0 ELSE 1 END END AS DECIMAL(20, 4)) AS value,
       TIMESTAMP '2021-01-01' AS due_at, $STAMP
FROM $ENTERPRISE AS e
CROSS JOIN (SELECT CAST(DATE '$FIRST' + CAST(d AS INTEGER) AS DATE) AS day, d FROM range($D) AS s (d)) AS y
CROSS JOIN (VALUES ('_received'), ('operating'), ('staff_at_post'), ('output_value_wan')) AS v (item)
