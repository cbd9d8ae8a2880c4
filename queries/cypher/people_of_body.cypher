// name: people_of_body
// summary: Who holds or held a post in a body or its organs, by title and when first seen.
// param: body string required organs -- the body, its organs included
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: body string, body_id string, title string, position_id string, person string, person_id string, status string, start_date partial_date?, end_date partial_date?, first_seen partial_date?, last_seen partial_date?, quote string, article article, support integer, confidence float, edge_id string
MATCH (p:Person)-[t:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body)
WHERE b.body_id IN $body AND t.confidence >= $min_confidence
RETURN b.name AS body, b.body_id AS body_id, q.title AS title, q.position_id AS position_id, p.name AS person,
       p.person_id AS person_id, t.status AS status, t.start_date AS start_date, t.end_date AS end_date,
       t.first_seen AS first_seen, t.last_seen AS last_seen, t.quote AS quote, t.claim_id AS article,
       t.support AS support, t.confidence AS confidence, t.edge_id AS edge_id
ORDER BY body, title, t.first_seen IS NULL, first_seen, person, t.edge_id LIMIT $limit
