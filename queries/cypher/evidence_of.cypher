// name: evidence_of
// summary: The sentences a fact, or everything said of an entity, rests on, oldest first.
// param: of string required -- id of an edge, or id or name of a person, body, meeting or document
// param: limit integer default 100 -- rows
// returns: date partial_date?, predicate string, quote string, start integer, end integer, article article, rule string, confidence float, claim_id string
UNWIND $ids AS id
MATCH (c:Claim {claim_id: id})
RETURN c.observed_date AS date, c.predicate AS predicate, c.quote AS quote, c.start AS start, c.end AS end,
       c.claim_id AS article, c.rule AS rule, c.confidence AS confidence, c.claim_id AS claim_id
