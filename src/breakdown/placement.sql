-- The placement of the episode that children_looked_after takes.
SELECT p.pers_person_id, CASE WHEN e.person_id IS NULL THEN 'left' ELSE e.placement_type END
FROM ssd_person p
LEFT JOIN (
  SELECT person_id, placement_type,
         row_number() OVER (PARTITION BY person_id ORDER BY start DESC, "end" DESC, episode_id DESC) AS place_in_line
  FROM episode WHERE start <= :day AND "end" > :day AND short_break = 0
) AS e ON e.person_id = p.pers_person_id AND e.place_in_line = 1
