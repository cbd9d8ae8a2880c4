// name: conflicts
// summary: What articles say against one another: two chairs of one meeting, two first days, two holders of one post at once.
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer default 1000 -- rows
// returns: kind string, subject string, subject_id string, value string, value_id string?, date partial_date?, until partial_date?, quote string, article article, edge_id string?
MATCH (p:Person)-[r:PRESIDES_OVER]->(m:Meeting) WHERE r.confidence >= $min_confidence
WITH m, count(DISTINCT p.person_id) AS chairs WHERE chairs > 1
MATCH (p:Person)-[r:PRESIDES_OVER]->(m) WHERE r.confidence >= $min_confidence
RETURN 'chairs' AS kind, m.name AS subject, m.meeting_id AS subject_id, p.name AS value, p.person_id AS value_id,
       m.start_date AS date, r.quote AS quote, r.claim_id AS article, r.article_ids AS article_ids, r.edge_id AS edge_id
// step: days
MATCH (a:Anchor)-[:IDENTIFIES]->(m:Meeting)
UNWIND a.marks AS mark
WITH m, a, mark WHERE mark STARTS WITH 'date '
WITH m, collect(DISTINCT mark) AS marks, collect(DISTINCT a.anchor_id) AS anchors WHERE size(marks) > 1
RETURN m.name AS subject, m.meeting_id AS subject_id, marks AS marks, anchors AS anchors
// step: claims
MATCH (c:Claim) WHERE c.subject IN $ids AND c.predicate = 'meeting' AND c.args CONTAINS '"start_date":'
RETURN c.subject AS anchor, c.args AS args, c.quote AS quote, c.claim_id AS claim, c.article_id AS article_id, c.confidence AS confidence
ORDER BY claim
// step: posts
MATCH (p:Person)-[t:HOLDS_POSITION]->(q:Position)-[:OF_BODY]->(b:Body)
WHERE t.confidence >= $min_confidence AND NOT q.title CONTAINS '副'
  AND any(ending IN $ids WHERE q.title ENDS WITH ending)
WITH q, count(DISTINCT p.person_id) AS holders WHERE holders > 1
RETURN q.position_id AS position ORDER BY position
