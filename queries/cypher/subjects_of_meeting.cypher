// name: subjects_of_meeting
// summary: The documents and meetings a meeting dealt with: studied, adopted, deliberated, implemented, issued, cited.
// param: meeting string required -- which meeting
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: mode string, subject string, subject_id string, type string, date partial_date?, quote string, article article, support integer, confidence float, edge_id string
MATCH (m:Meeting {meeting_id: $meeting})-[r:REFERENCES]->(s)
WHERE r.confidence >= $min_confidence
RETURN r.mode AS mode, coalesce(s.title, s.name) AS subject, coalesce(s.document_id, s.meeting_id) AS subject_id,
       CASE WHEN s.document_id IS NULL THEN 'meeting' ELSE 'document' END AS type,
       coalesce(s.issued_date, s.start_date) AS date, r.quote AS quote, r.claim_id AS article, r.support AS support,
       r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY type, mode, subject, subject_id LIMIT $limit
