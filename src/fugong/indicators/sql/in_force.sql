-- Whether an enterprise might work on a day, by permission or by the rule alone.
SELECT DISTINCT s.enterprise_id, d.day
FROM permissions AS s
INNER JOIN days AS d ON s.since_on <= d.day AND (s.until_on IS NULL OR s.until_on > d.day)
