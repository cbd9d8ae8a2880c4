// name: career
// summary: When articles show a person in which post, day by day: starts, sightings, ends, and mentions as former; oldest first.
// param: person string required -- who
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date, basis string, person string, person_id string, body string, body_id string, title string, position_id string, quote string, published partial_date?, article article, edge_id string
MATCH (p:Person)-[t:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body) WHERE p.person_id IN $ids
RETURN p.name AS person, p.person_id AS person_id, b.name AS body, b.body_id AS body_id, q.title AS title,
       q.position_id AS position_id, t.start_date AS start_date, t.end_date AS end_date, t.quote AS quote,
       t.claim_id AS article, t.confidence AS confidence, t.edge_id AS edge_id
// step: claims
MATCH (c:Claim) WHERE c.subject IN $ids AND c.predicate = 'holds_position'
RETURN c.subject AS anchor, c.object AS object, c.observed_date AS date, c.args CONTAINS '"status":"former"' AS former,
       c.args CONTAINS '"start_date":' AS begins, c.args CONTAINS '"end_date":' AS ends, min(c.claim_id) AS claim
// step: published
MATCH (c:Claim) WHERE c.claim_id IN $ids
MATCH (a:Article {article_id: c.article_id})
RETURN c.claim_id AS claim, a.published AS published
