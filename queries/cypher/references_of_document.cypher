// name: references_of_document
// summary: Meetings, documents and articles that deal with a document, oldest first.
// param: document string required -- which document
// param: since partial_date optional -- only those on or after it; those without a day count by when they were reported
// param: until partial_date optional -- only those on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, source string, source_id string, type string, mode string, body bodies, document string, document_id string, quote string, article article, support integer, confidence float, edge_id string
MATCH (d:Document {document_id: $document})<-[r:REFERENCES]-(s)
WHERE r.confidence >= $min_confidence
  AND ($since IS NULL OR coalesce(s.start_date_last, s.issued_date_last, s.published_last, r.last_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(s.start_date_first, s.issued_date_first, s.published_first, r.first_seen_first) <= $until)
OPTIONAL MATCH (b:Body)-[:HOSTS|ISSUES]->(s)
WITH d, r, s, collect(DISTINCT b {id: b.body_id, .name}) AS bodies, coalesce(s.start_date, s.issued_date, s.published) AS day,
     CASE WHEN s.meeting_id IS NOT NULL THEN 'meeting' WHEN s.document_id IS NOT NULL THEN 'document' ELSE 'article' END AS kind,
     coalesce(s.meeting_id, s.document_id, s.article_id) AS id
RETURN day AS date, coalesce(s.name, s.title, s.slug) AS source, id AS source_id, kind AS type, r.mode AS mode, bodies AS body,
       d.title AS document, d.document_id AS document_id, r.quote AS quote, r.claim_id AS article, r.support AS support,
       r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY day IS NULL, day, kind, source, mode, source_id LIMIT $limit
