// name: holders_of_position
// summary: Everyone who held a position, by when the tenure began or was first seen.
// param: position string required -- body and title: 福建省政协主席
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: person string, person_id string, body string, body_id string, title string, position_id string, status string, start_date partial_date?, end_date partial_date?, began_by string?, ended_by string?, first_seen partial_date?, last_seen partial_date?, quote string, article article, support integer, confidence float, edge_id string
MATCH (p:Person)-[t:HOLDS_POSITION]->(q:Position {position_id: $position})-[:OF_BODY]->(b:Body)
WHERE t.confidence >= $min_confidence
RETURN p.name AS person, p.person_id AS person_id, b.name AS body, b.body_id AS body_id, q.title AS title,
       q.position_id AS position_id, t.status AS status, t.start_date AS start_date, t.end_date AS end_date,
       t.began_by AS began_by, t.ended_by AS ended_by, t.first_seen AS first_seen, t.last_seen AS last_seen,
       t.quote AS quote, t.claim_id AS article, t.support AS support, t.confidence AS confidence, t.edge_id AS edge_id
ORDER BY coalesce(t.start_date_first, t.end_date_first, t.first_seen_first) IS NULL,
         coalesce(t.start_date_first, t.end_date_first, t.first_seen_first), p.name, t.edge_id LIMIT $limit
