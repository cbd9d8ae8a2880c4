// name: renames
// summary: Bodies that were renamed or formed anew (更名), oldest first.
// param: body string optional -- before or after
// param: since partial_date optional -- only those of it or later; without a day by when they were first seen
// param: until partial_date optional -- only those of it or earlier
// param: min_confidence float default 0 -- only facts at least this sure
// param: limit integer optional -- rows
// returns: date partial_date?, body string, body_id string, renamed_to string, renamed_to_id string, first_seen partial_date?, quote string, article article, support integer, confidence float, edge_id string
MATCH (a:Body)-[r:RENAMED_TO]->(b:Body)
WHERE r.confidence >= $min_confidence AND ($body IS NULL OR a.body_id = $body OR b.body_id = $body)
  AND ($since IS NULL OR coalesce(r.date_last, r.first_seen_last) >= $since)
  AND ($until IS NULL OR coalesce(r.date_first, r.first_seen_first) <= $until)
RETURN r.date AS date, a.name AS body, a.body_id AS body_id, b.name AS renamed_to, b.body_id AS renamed_to_id,
       r.first_seen AS first_seen, r.quote AS quote, r.claim_id AS article, r.support AS support,
       r.confidence AS confidence, r.edge_id AS edge_id
ORDER BY coalesce(r.date_first, r.first_seen_first) IS NULL, coalesce(r.date_first, r.first_seen_first), body, renamed_to, edge_id LIMIT $limit
