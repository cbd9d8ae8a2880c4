// name: meetings_of_person
// summary: Meetings a person chaired or was present at, oldest first, each once.
// param: person string required -- who
// param: since partial_date optional -- only meetings on or after it; those without a day count by when they were reported
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, body bodies, meeting string, meeting_id string, person string, person_id string, manner string, titles list<string>, quote string, article article, support integer, confidence float, edge_id string
MATCH (p:Person {person_id: $person})-[r:PRESIDES_OVER|ATTENDS]->(m:Meeting)
WHERE r.confidence >= $min_confidence
  AND ($since IS NULL OR coalesce(m.start_date_last, m.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(m.start_date_first, m.first_seen_first) <= $until)
WITH p, m, r, CASE type(r) WHEN 'PRESIDES_OVER' THEN 0 ELSE
     CASE r.manner WHEN 'reports' THEN 1 WHEN 'speaks' THEN 2 WHEN 'attends' THEN 3 ELSE 4 END END AS rank
ORDER BY rank, r.edge_id
WITH p, m, collect(r {.edge_id, .manner, .titles, .quote, .claim_id, .support, .confidence, kind: type(r)})[0] AS r
OPTIONAL MATCH (b:Body)-[:HOSTS]->(m)
WITH p, m, r, collect(DISTINCT b {id: b.body_id, .name}) AS hosts
RETURN m.start_date AS date, hosts AS body, m.name AS meeting, m.meeting_id AS meeting_id, p.name AS person,
       p.person_id AS person_id, CASE r.kind WHEN 'PRESIDES_OVER' THEN 'chairs' ELSE r.manner END AS manner,
       r.titles AS titles, r.quote AS quote, r.claim_id AS article, r.support AS support, r.confidence AS confidence,
       r.edge_id AS edge_id
ORDER BY m.start_date IS NULL, m.start_date, m.name, m.meeting_id LIMIT $limit
