// name: meetings_of_body
// summary: The meetings a body itself holds, oldest first; its organs' meetings are theirs.
// param: body string required -- the host
// param: since partial_date optional -- only meetings on or after it; those without a day count by when they were reported
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, end_date partial_date?, meeting string, meeting_id string, kind string?, status string, venue string?, body string, body_id string, manner string, quote string, article article, support integer, confidence float, edge_id string
MATCH (b:Body {body_id: $body})-[r:HOSTS]->(m:Meeting)
WHERE r.confidence >= $min_confidence
  AND ($since IS NULL OR coalesce(m.start_date_last, m.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(m.start_date_first, m.first_seen_first) <= $until)
WITH b, m, r ORDER BY r.manner
WITH b, m, collect(r {.edge_id, .manner, .quote, .claim_id, .support, .confidence})[0] AS r
RETURN m.start_date AS date, m.end_date AS end_date, m.name AS meeting, m.meeting_id AS meeting_id, m.kind AS kind,
       m.status AS status, m.venue AS venue, b.name AS body, b.body_id AS body_id, r.manner AS manner, r.quote AS quote,
       r.claim_id AS article, r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY m.start_date IS NULL, m.start_date, m.name, m.meeting_id LIMIT $limit
