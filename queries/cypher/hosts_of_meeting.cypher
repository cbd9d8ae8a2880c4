// name: hosts_of_meeting
// summary: The bodies that hold or organise a meeting.
// param: meeting string required -- which meeting
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, meeting string, meeting_id string, body string, body_id string, manner string, quote string, article article, support integer, confidence float, edge_id string
MATCH (m:Meeting {meeting_id: $meeting})<-[r:HOSTS]-(b:Body)
WHERE r.confidence >= $min_confidence
RETURN m.start_date AS date, m.name AS meeting, m.meeting_id AS meeting_id, b.name AS body, b.body_id AS body_id,
       r.manner AS manner, r.quote AS quote, r.claim_id AS article, r.support AS support, r.confidence AS confidence,
       r.edge_id AS edge_id
ORDER BY manner, body, body_id LIMIT $limit
