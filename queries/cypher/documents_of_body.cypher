// name: documents_of_body
// summary: Documents a body or one of its organs issued, by day of issue; undated ones come last.
// param: body string required organs -- the issuer, its organs included
// param: since partial_date optional -- only documents of it or later; those without a day count by when they were first seen
// param: until partial_date optional -- only documents of it or earlier
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, document string, document_id string, doc_type string?, number string?, status string?, body string, body_id string, quote string, article article, support integer, confidence float, edge_id string
MATCH (b:Body)-[r:ISSUES]->(d:Document)
WHERE b.body_id IN $body AND r.confidence >= $min_confidence
  AND ($since IS NULL OR coalesce(d.issued_date_last, d.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(d.issued_date_first, d.first_seen_first) <= $until)
RETURN d.issued_date AS date, d.title AS document, d.document_id AS document_id, d.doc_type AS doc_type,
       d.number AS number, d.status AS status, b.name AS body, b.body_id AS body_id, r.quote AS quote,
       r.claim_id AS article, r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY d.issued_date IS NULL, d.issued_date, d.title, d.document_id, b.name LIMIT $limit
