// name: attendees_of_meeting
// summary: Persons and bodies named as chairing or being present, each once.
// param: meeting string required -- which meeting
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, meeting string, meeting_id string, actor string, actor_id string, type string, manner string, titles list<string>, quote string, article article, support integer, confidence float, edge_id string
MATCH (m:Meeting {meeting_id: $meeting})<-[r:PRESIDES_OVER|ATTENDS]-(a)
WHERE r.confidence >= $min_confidence
WITH a, m, r, CASE type(r) WHEN 'PRESIDES_OVER' THEN 0 ELSE
     CASE r.manner WHEN 'reports' THEN 1 WHEN 'speaks' THEN 2 WHEN 'attends' THEN 3 ELSE 4 END END AS rank
ORDER BY rank, r.edge_id
WITH a, m, collect(r {.edge_id, .manner, .titles, .quote, .claim_id, .support, .confidence, kind: type(r)})[0] AS r
WITH a, m, r, CASE WHEN a.person_id IS NULL THEN 'body' ELSE 'person' END AS kind,
     CASE r.kind WHEN 'PRESIDES_OVER' THEN 'chairs' ELSE r.manner END AS manner
RETURN m.start_date AS date, m.name AS meeting, m.meeting_id AS meeting_id, a.name AS actor,
       coalesce(a.person_id, a.body_id) AS actor_id, kind AS type, manner AS manner, r.titles AS titles, r.quote AS quote,
       r.claim_id AS article, r.support AS support, r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY kind DESC, CASE manner WHEN 'chairs' THEN 0 WHEN 'reports' THEN 1 WHEN 'speaks' THEN 2 WHEN 'attends' THEN 3 ELSE 4 END,
         a.name, actor_id LIMIT $limit
