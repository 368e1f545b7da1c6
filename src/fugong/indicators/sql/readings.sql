-- What meters counted from $first to $last.
SELECT meter_no, read_on, kwh FROM meter_readings WHERE read_on BETWEEN DATE '$first' AND DATE '$last'
