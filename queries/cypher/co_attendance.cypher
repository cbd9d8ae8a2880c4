// name: co_attendance
// summary: Who was at the same meetings, how often; chairing and being present count alike, each meeting once.
// param: person string optional -- only with this person
// param: since partial_date optional -- only meetings on or after it; those without a day count by when they were reported
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer default 100 -- rows
// returns: person string, person_id string, other string, other_id string, meeting_count integer, first_date partial_date?, last_date partial_date?, meetings list<string>, meeting_ids list<string>
// start: person
MATCH (a:Person {person_id: $person})-[r:PRESIDES_OVER|ATTENDS]->(m:Meeting)
// start:
MATCH (a:Person)-[r:PRESIDES_OVER|ATTENDS]->(m:Meeting)
// then:
WHERE r.confidence >= $min_confidence
  AND ($since IS NULL OR coalesce(m.start_date_last, m.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(m.start_date_first, m.first_seen_first) <= $until)
WITH DISTINCT a, m
MATCH (b:Person)-[s:PRESIDES_OVER|ATTENDS]->(m)
WHERE s.confidence >= $min_confidence AND a.person_id <> b.person_id
  AND ($person IS NOT NULL OR a.person_id < b.person_id)
WITH DISTINCT a, b, m
WITH a, b, m ORDER BY m.start_date IS NULL, m.start_date, m.meeting_id
WITH a, b, count(*) AS meeting_count, min(m.start_date) AS first_date, max(m.start_date) AS last_date,
     collect(m.name) AS names, collect(m.meeting_id) AS ids
RETURN a.name AS person, a.person_id AS person_id, b.name AS other, b.person_id AS other_id, meeting_count AS meeting_count,
       first_date AS first_date, last_date AS last_date, names[..20] AS meetings, ids[..20] AS meeting_ids
ORDER BY meeting_count DESC, person, other, person_id, other_id LIMIT $limit
