-- NONE is recorded of a child without a disability; a child without a row is not recorded.
SELECT d.disa_person_id, CASE WHEN max(d.disa_disability_code <> 'NONE') = 1 THEN 'yes' ELSE 'no' END
FROM ssd_disability d
GROUP BY d.disa_person_id
