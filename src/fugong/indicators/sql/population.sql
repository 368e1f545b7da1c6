-- Every enterprise that stood in the register on a day, with what it was on that day; one row a day.
-- days: the days asked for; at_on is the day itself, of a month its last day.
-- An open end is a far day: as a comparison it lets the join go by the enterprise's number.
SELECT e.enterprise_id, d.day, e.uscc, e.division_code AS township, substr(e.industry_code, 1, 2) AS industry,
       coalesce(h.holder, '') AS holder, coalesce(s.size, 'unclassified') AS size, t.staff,
       i.enterprise_id IS NOT NULL AS industry_above, c.enterprise_id IS NOT NULL AS trade_above
FROM enterprises AS e
INNER JOIN days AS d ON e.closed_on IS NULL OR e.closed_on > d.at_on
LEFT JOIN holders AS h
    ON h.enterprise_id = e.enterprise_id AND h.since_on <= d.at_on AND coalesce(h.until_on, DATE '9999-12-31') > d.at_on
LEFT JOIN latest_sizes AS s ON s.enterprise_id = e.enterprise_id AND s.on_year = d.on_year
LEFT JOIN latest_staff AS t ON t.enterprise_id = e.enterprise_id AND t.on_year = d.on_year
LEFT JOIN memberships AS i
    ON i.enterprise_id = e.enterprise_id AND i.kind = 'industry_above'
    AND i.since_on <= d.at_on AND coalesce(i.until_on, DATE '9999-12-31') > d.at_on
LEFT JOIN memberships AS c
    ON c.enterprise_id = e.enterprise_id AND c.kind = 'trade_above'
    AND c.since_on <= d.at_on AND coalesce(c.until_on, DATE '9999-12-31') > d.at_on
