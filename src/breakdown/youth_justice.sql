-- As the measure of those known to the service has it.
SELECT DISTINCT y.yoju_person_id, 'yes'
FROM ext_youth_justice y
WHERE y.yoju_start <= :day AND coalesce(y.yoju_end, '9999-12-31') > :day
