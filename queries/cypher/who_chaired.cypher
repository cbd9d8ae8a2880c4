// name: who_chaired
// summary: Who chaired which meeting, oldest first; meetings without a printed day come last.
// param: body string optional -- only meetings this body itself holds
// param: person string optional -- only meetings this person chaired
// param: meeting string optional -- only this meeting
// param: since partial_date optional -- only meetings on or after it; those without a day count by when they were reported
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, body bodies, meeting string, meeting_id string, person string, person_id string, titles list<string>, on_behalf_of person, quote string, article article, support integer, confidence float, edge_id string
// start: meeting
MATCH (m:Meeting {meeting_id: $meeting})<-[r:PRESIDES_OVER]-(p:Person)
// start: person
MATCH (p:Person {person_id: $person})-[r:PRESIDES_OVER]->(m:Meeting)
// start: body
MATCH (h:Body {body_id: $body})-[:HOSTS]->(m:Meeting)
WITH DISTINCT m
MATCH (m)<-[r:PRESIDES_OVER]-(p:Person)
// start:
MATCH (p:Person)-[r:PRESIDES_OVER]->(m:Meeting)
// then:
WHERE r.confidence >= $min_confidence
  AND ($person IS NULL OR p.person_id = $person)
  AND ($since IS NULL OR coalesce(m.start_date_last, m.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(m.start_date_first, m.first_seen_first) <= $until)
OPTIONAL MATCH (m)<-[:HOSTS]-(b:Body)
WITH p, r, m, collect(DISTINCT b {id: b.body_id, .name}) AS hosts, collect(DISTINCT b.body_id) AS host_ids
WHERE $body IS NULL OR $body IN host_ids
RETURN m.start_date AS date, hosts AS body, m.name AS meeting, m.meeting_id AS meeting_id, p.name AS person,
       p.person_id AS person_id, r.titles AS titles, r.on_behalf_of AS on_behalf_of, r.quote AS quote,
       r.claim_id AS article, r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY m.start_date IS NULL, m.start_date, m.name, p.name, p.person_id LIMIT $limit
