// name: policy_diffusion
// summary: Which bodies took up a document or a meeting at a meeting of theirs, and how many days after; the first time of each. Its issuers are left out, and what came before it.
// param: document string optional -- the document that spreads
// param: meeting string optional -- the meeting whose spirit spreads
// param: since partial_date optional -- only meetings on or after it
// param: until partial_date optional -- only meetings on or before it
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: days integer?, date partial_date?, body string, body_id string, meeting string, meeting_id string, mode string, counted_from string, counted_from_date partial_date?, quote string, article article, support integer, confidence float, edge_id string
// start: document
MATCH (d:Document {document_id: $document})<-[r:REFERENCES]-(m:Meeting)
// start: meeting
MATCH (d:Meeting {meeting_id: $meeting})<-[r:REFERENCES]-(m:Meeting)
// then:
WHERE r.mode <> 'cited' AND r.confidence >= $min_confidence
MATCH (b:Body)-[:HOSTS]->(m)
WHERE NOT (b)-[:ISSUES]->(d)
RETURN DISTINCT coalesce(d.issued_date, d.start_date) AS origin_date, m.start_date AS date, b.name AS body,
       b.body_id AS body_id, m.name AS meeting, m.meeting_id AS meeting_id, r.mode AS mode, r.quote AS quote,
       r.claim_id AS article, r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
