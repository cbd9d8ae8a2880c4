// name: namesakes
// summary: Names that several persons bear, each person with what tells it apart; most persons first.
// param: name string optional -- only this name
// param: limit integer default 1000 -- rows
// returns: person string, person_id string, person_count integer, posts list<string>, regions list<string>, article_count integer, first_seen partial_date?, last_seen partial_date?, articles list<string>
MATCH (p:Person) WHERE $name IS NULL OR p.name = $name
WITH p.name AS name, count(*) AS person_count, collect(p.person_id) AS ids WHERE person_count > 1
RETURN name AS name, person_count AS person_count, ids AS ids
ORDER BY person_count DESC, name
// step: posts
MATCH (p:Person)-[:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body) WHERE p.person_id IN $ids
RETURN DISTINCT p.person_id AS person, b.name + q.title AS post
// step: anchors
MATCH (a:Anchor)-[:IDENTIFIES]->(p:Person) WHERE p.person_id IN $ids
RETURN p.person_id AS person, p.first_seen AS first_seen, p.last_seen AS last_seen, a.anchor_id AS anchor, a.key AS key
// step: articles
MATCH (c:Claim) WHERE c.subject IN $ids AND c.predicate = 'person'
RETURN DISTINCT c.subject AS anchor, c.article_id AS article
