// name: widest_policies
// summary: Documents by how many bodies took them up at meetings of theirs; being cited is not counted.
// param: since partial_date optional -- only meetings on or after it
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer default 20 -- rows
// returns: body_count integer, meeting_count integer, document string, document_id string, doc_type string?, date partial_date?, first_date partial_date?, last_date partial_date?
MATCH (d:Document)<-[r:REFERENCES]-(m:Meeting)<-[:HOSTS]-(b:Body)
WHERE d.kind = 'policy' AND r.mode <> 'cited' AND r.confidence >= $min_confidence
  AND ($since IS NULL OR m.start_date_last >= $since) AND ($until IS NULL OR m.start_date_first <= $until)
WITH d, count(DISTINCT b.body_id) AS body_count, count(DISTINCT m.meeting_id) AS meeting_count,
     min(m.start_date) AS first_date, max(m.start_date) AS last_date
RETURN body_count AS body_count, meeting_count AS meeting_count, d.title AS document, d.document_id AS document_id,
       d.doc_type AS doc_type, d.issued_date AS date, first_date AS first_date, last_date AS last_date
ORDER BY body_count DESC, meeting_count DESC, document, document_id LIMIT $limit
