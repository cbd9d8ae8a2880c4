// name: anchors_of
// summary: The anchors of an entity, what a judgement names: each a name as one kind of place in the texts gives it.
// param: of string required -- id or name of a person, body, meeting or document
// param: limit integer default 100 -- rows
// returns: anchor string, type string, name string, body string?, region string?, article_count integer, first_seen partial_date?, last_seen partial_date?, articles list<string>
MATCH (a:Anchor) WHERE a.anchor_id IN $ids
RETURN a.anchor_id AS anchor, a.type AS type, a.name AS name, a.key AS key, a.article_count AS article_count,
       a.first_seen AS first_seen, a.last_seen AS last_seen
ORDER BY a.first_seen IS NULL, a.first_seen, anchor
// step: articles
MATCH (c:Claim) WHERE c.subject IN $ids AND c.predicate IN ['person', 'body', 'meeting', 'document']
RETURN DISTINCT c.subject AS anchor, c.article_id AS article ORDER BY article
