// name: policy_lineage
// summary: Where a document comes from and what came of it: documents it implements, revises or supersedes (depth below 0) and those that do so to it (above 0).
// param: document string required -- where to begin
// param: depth integer default 6 -- levels in each direction
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: depth integer, relation string, document string, document_id string, issuers bodies, date partial_date?, nearer string, nearer_id string, quote string, article article, support integer, confidence float, edge_id string
// step: up
MATCH (a:Document)-[r:IMPLEMENTS|REVISES|SUPERSEDES]->(d:Document)
WHERE a.document_id IN $ids AND r.confidence >= $min_confidence
WITH DISTINCT a, r, d
OPTIONAL MATCH (b:Body)-[:ISSUES]->(d)
WITH a, r, d, collect(DISTINCT b {id: b.body_id, .name}) AS issuers
RETURN toLower(type(r)) AS relation, d.title AS document, d.document_id AS document_id, issuers AS issuers,
       d.issued_date AS date, a.title AS nearer, a.document_id AS nearer_id, r.quote AS quote, r.claim_id AS article,
       r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY d.issued_date IS NULL, d.issued_date, d.title, d.document_id, relation, nearer_id
// step: down
MATCH (d:Document)-[r:IMPLEMENTS|REVISES|SUPERSEDES]->(a:Document)
WHERE a.document_id IN $ids AND r.confidence >= $min_confidence
WITH DISTINCT a, r, d
OPTIONAL MATCH (b:Body)-[:ISSUES]->(d)
WITH a, r, d, collect(DISTINCT b {id: b.body_id, .name}) AS issuers
RETURN toLower(type(r)) AS relation, d.title AS document, d.document_id AS document_id, issuers AS issuers,
       d.issued_date AS date, a.title AS nearer, a.document_id AS nearer_id, r.quote AS quote, r.claim_id AS article,
       r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY d.issued_date IS NULL, d.issued_date, d.title, d.document_id, relation, nearer_id
