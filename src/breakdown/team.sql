-- The team of the involvement; where that names none, the worker's department.
SELECT person_id, team
FROM (
  SELECT i.person_id, coalesce(i.team, w.prof_professional_department) AS team,
         row_number() OVER (PARTITION BY i.person_id ORDER BY i.start DESC, i.involvement_id DESC) AS place_in_line
  FROM involvement i LEFT JOIN ssd_professionals w ON w.prof_professional_id = i.professional_id
  WHERE i.role = :role AND i.start <= :day AND i."end" > :day
) AS latest
WHERE place_in_line = 1
