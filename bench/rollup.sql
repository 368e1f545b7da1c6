-- The facts of a synthetic lake and the ways to roll them up; $N enterprises, $DAYS days from $FIRST, known up to $AS_OF.
-- One report in a hundred is corrected at position 2; what came at position 3 is not known as of position 2.
-- name: enterprises
SELECT i + 1 AS enterprise_id, 'U' || i AS uscc, '5203221' || lpad(CAST(i % 25 AS VARCHAR), 2, '0') AS division_code,
       lpad(CAST(1000 + i % 96 * 10 AS VARCHAR), 4, '0') AS industry_code, CAST(NULL AS DATE) AS closed_on, '' AS closure,
       CAST(1 AS BIGINT) AS position, TIMESTAMP '2020-01-01' AS recorded_at, FALSE AS gone
FROM range($N) AS r (i)
-- name: sizes
SELECT i + 1 AS id, i + 1 AS enterprise_id, 2019 AS year, 1 AS version,
       ['large', 'medium', 'small', 'micro'][i % 4 + 1] AS size,
       CAST(1 AS BIGINT) AS position, TIMESTAMP '2020-01-01' AS recorded_at, FALSE AS gone
FROM range($N) AS r (i)
-- name: report_values
SELECT e.i + 1 AS enterprise_id, 'daily' AS form_code, 'staff_at_post' AS item,
       CAST(DATE '$FIRST' + CAST(d.n AS INTEGER) AS DATE) AS period_on,
       CAST(DATE '$FIRST' + CAST(d.n AS INTEGER) AS DATE) AS period_end_on, CAST(v.version AS INTEGER) AS version,
       CAST((e.i * 7 + d.n * v.version) % 90 AS DECIMAL(20, 4)) AS value, TIMESTAMP '2021-01-01' AS due_at,
       CAST(v.version AS BIGINT) AS position, TIMESTAMP '2020-01-01' AS recorded_at
FROM range($N) AS e (i)
CROSS JOIN range($DAYS) AS d (n)
INNER JOIN (VALUES (1, 1), (2, 100), (3, 1000)) AS v (version, every) ON (e.i + d.n) % v.every = 0
-- name: rollup
SELECT e.division_code AS township, substr(e.industry_code, 1, 2) AS industry, s.size, r.period_on AS day,
       sum(r.value) AS total, count(*) AS reports
FROM $values AS r
INNER JOIN $enterprises AS e ON e.enterprise_id = r.enterprise_id
INNER JOIN $sizes AS s ON s.enterprise_id = r.enterprise_id
WHERE $which
GROUP BY e.division_code, substr(e.industry_code, 1, 2), s.size, r.period_on
-- name: current_by_hand
(SELECT k.enterprise_id, k.period_on, k.value
 FROM (SELECT enterprise_id, period_on, version, value FROM $files WHERE position <= $AS_OF) AS k
 LEFT JOIN (
     SELECT enterprise_id, period_on, max(version) AS newest
     FROM $files WHERE position <= $AS_OF AND version > 1 GROUP BY enterprise_id, period_on
 ) AS n ON n.enterprise_id = k.enterprise_id AND n.period_on = k.period_on
 WHERE k.version = coalesce(n.newest, 1))
-- name: curve
SELECT day, sum(total) AS total, sum(reports) AS reports FROM $rolled AS q WHERE township = '520322107'
GROUP BY day ORDER BY day
