// name: issuers_of_document
// summary: The bodies that issued or adopted a document.
// param: document string required -- which document
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, document string, document_id string, body string, body_id string, quote string, article article, support integer, confidence float, edge_id string
MATCH (d:Document {document_id: $document})<-[r:ISSUES]-(b:Body)
WHERE r.confidence >= $min_confidence
RETURN d.issued_date AS date, d.title AS document, d.document_id AS document_id, b.name AS body, b.body_id AS body_id,
       r.quote AS quote, r.claim_id AS article, r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY body, body_id LIMIT $limit
