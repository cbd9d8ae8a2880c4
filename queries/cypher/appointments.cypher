// name: appointments
// summary: Elections, appointments, removals and resignations (任免), oldest first, with the sentence that says so.
// param: body string optional organs -- only positions in this body, its organs included
// param: person string optional -- only of this person
// param: since partial_date optional -- only those on or after it
// param: until partial_date optional -- only those on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, action string, person string, person_id string, body string, body_id string, title string, position_id string, quote string, article article, confidence float, edge_id string
// start: person
MATCH (p:Person {person_id: $person})-[t:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body)
// start: body
MATCH (b:Body)<-[:OF_BODY]-(q:Position)<-[t:HOLDS_POSITION]-(p:Person) WHERE b.body_id IN $body WITH p, t, q, b
// start:
MATCH (p:Person)-[t:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body)
// then:
WHERE t.confidence >= $min_confidence AND ($body IS NULL OR b.body_id IN $body)
UNWIND ['began_by', 'ended_by'] AS side
WITH p, t, q, b, side, CASE side WHEN 'began_by' THEN t.began_by ELSE t.ended_by END AS action,
     CASE side WHEN 'began_by' THEN t.start_date ELSE t.end_date END AS date,
     CASE side WHEN 'began_by' THEN t.start_date_first ELSE t.end_date_first END AS first,
     CASE side WHEN 'began_by' THEN t.start_date_last ELSE t.end_date_last END AS last
WHERE action IS NOT NULL AND ($since IS NULL OR last >= $since) AND ($until IS NULL OR first <= $until)
RETURN date AS date, action AS action, side AS side, p.name AS person, p.person_id AS person_id, b.name AS body, b.body_id AS body_id,
       q.title AS title, q.position_id AS position_id, t.quote AS quote, t.claim_id AS article, t.article_ids AS article_ids,
       t.confidence AS confidence, t.edge_id AS edge_id
ORDER BY date IS NULL, date, person, body, title, edge_id LIMIT $limit
