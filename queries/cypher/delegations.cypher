// name: delegations
// summary: Meetings someone chaired for somebody else (受…委托), oldest first.
// param: person string optional -- who chaired, or for whom
// param: since partial_date optional -- only meetings on or after it; those without a day count by when they were reported
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, body bodies, meeting string, meeting_id string, person string, person_id string, on_behalf_of person, quote string, article article, support integer, confidence float, edge_id string
MATCH (p:Person)-[r:PRESIDES_OVER]->(m:Meeting)
WHERE r.on_behalf_of IS NOT NULL AND r.confidence >= $min_confidence
  AND ($person IS NULL OR p.person_id = $person OR r.on_behalf_of = $person)
  AND ($since IS NULL OR coalesce(m.start_date_last, m.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(m.start_date_first, m.first_seen_first) <= $until)
OPTIONAL MATCH (b:Body)-[:HOSTS]->(m)
WITH p, r, m, collect(DISTINCT b {id: b.body_id, .name}) AS hosts
RETURN m.start_date AS date, hosts AS body, m.name AS meeting, m.meeting_id AS meeting_id, p.name AS person,
       p.person_id AS person_id, r.on_behalf_of AS on_behalf_of, r.quote AS quote, r.claim_id AS article,
       r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY m.start_date IS NULL, m.start_date, m.name, p.name, p.person_id LIMIT $limit
