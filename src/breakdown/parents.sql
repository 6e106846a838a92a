-- Mothers and fathers; a pregnancy is another status.
SELECT DISTINCT s.pare_person_id, 'yes'
FROM ext_parent_status s
WHERE s.pare_status = 'PARENT' AND s.pare_start <= :day AND coalesce(s.pare_end, '9999-12-31') > :day
