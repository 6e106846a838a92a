-- A status ends at the latest with childhood: who had it on turning 18 came as an unaccompanied child.
SELECT p.pers_person_id, CASE WHEN EXISTS (
         SELECT 1 FROM ssd_immigration_status i
         WHERE i.immi_person_id = p.pers_person_id AND i.immi_immigration_status = 'UASC'
           AND coalesce(i.immi_immigration_status_start_date, '0001-01-01') <= :day
           AND (coalesce(i.immi_immigration_status_end_date, '9999-12-31') > :day
                OR i.immi_immigration_status_end_date >= birthday(p.pers_dob, 18))) THEN 'yes' END
FROM ssd_person p
