// name: who_held_on_date
// summary: Who held a position on a day: by the latest start or sighting up to it that no end follows, else by the first end after it.
// param: position string required -- body and title: 福建省政协主席
// param: date partial_date required -- the day; a month or year means its first
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: person string, person_id string, body string, body_id string, title string, position_id string, basis string, basis_date partial_date?, start_date partial_date?, end_date partial_date?, quote string, article article, confidence float, edge_id string
MATCH (p:Person)-[t:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body) WHERE q.position_id IN $ids
RETURN p.name AS person, p.person_id AS person_id, b.name AS body, b.body_id AS body_id, q.title AS title,
       q.position_id AS position_id, t.start_date AS start_date, t.end_date AS end_date, t.quote AS quote,
       t.claim_id AS article, t.confidence AS confidence, t.edge_id AS edge_id
// step: claims
MATCH (c:Claim) WHERE c.object IN $ids AND c.predicate = 'holds_position'
RETURN c.subject AS anchor, c.object AS object, c.observed_date AS date, c.args CONTAINS '"status":"former"' AS former,
       c.args CONTAINS '"start_date":' AS begins, c.args CONTAINS '"end_date":' AS ends, min(c.claim_id) AS claim
