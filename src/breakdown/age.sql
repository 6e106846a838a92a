-- Age in completed years, as the lowest of its band.
SELECT pers_person_id,
       CASE WHEN age(pers_dob, :day) < 1 THEN '0' WHEN age(pers_dob, :day) < 5 THEN '1'
            WHEN age(pers_dob, :day) < 10 THEN '5' WHEN age(pers_dob, :day) < 16 THEN '10'
            WHEN age(pers_dob, :day) < 18 THEN '16' WHEN age(pers_dob, :day) < 21 THEN '18'
            WHEN age(pers_dob, :day) >= 21 THEN '21' END
FROM ssd_person
