// name: stats
// summary: How many nodes and edges of each type there are; types with none are left out.
// returns: kind string, type string, count integer
MATCH (n:Person) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Person' AS type, count AS count
UNION ALL
MATCH (n:Position) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Position' AS type, count AS count
UNION ALL
MATCH (n:Body) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Body' AS type, count AS count
UNION ALL
MATCH (n:Region) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Region' AS type, count AS count
UNION ALL
MATCH (n:Meeting) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Meeting' AS type, count AS count
UNION ALL
MATCH (n:Document) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Document' AS type, count AS count
UNION ALL
MATCH (n:Article) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Article' AS type, count AS count
UNION ALL
MATCH (n:Claim) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Claim' AS type, count AS count
UNION ALL
MATCH (n:Anchor) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Anchor' AS type, count AS count
UNION ALL
MATCH (n:Judgement) WITH count(*) AS count WHERE count > 0 RETURN 'node' AS kind, 'Judgement' AS type, count AS count
UNION ALL
MATCH ()-[r:PRESIDES_OVER]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'PRESIDES_OVER' AS type, count AS count
UNION ALL
MATCH ()-[r:ATTENDS]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'ATTENDS' AS type, count AS count
UNION ALL
MATCH ()-[r:HOLDS_POSITION]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'HOLDS_POSITION' AS type, count AS count
UNION ALL
MATCH ()-[r:HOSTS]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'HOSTS' AS type, count AS count
UNION ALL
MATCH ()-[r:REFERENCES]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'REFERENCES' AS type, count AS count
UNION ALL
MATCH ()-[r:ISSUES]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'ISSUES' AS type, count AS count
UNION ALL
MATCH ()-[r:IMPLEMENTS]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'IMPLEMENTS' AS type, count AS count
UNION ALL
MATCH ()-[r:REVISES]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'REVISES' AS type, count AS count
UNION ALL
MATCH ()-[r:SUPERSEDES]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'SUPERSEDES' AS type, count AS count
UNION ALL
MATCH ()-[r:PART_OF]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'PART_OF' AS type, count AS count
UNION ALL
MATCH ()-[r:RENAMED_TO]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'RENAMED_TO' AS type, count AS count
UNION ALL
MATCH ()-[r:OF_BODY]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'OF_BODY' AS type, count AS count
UNION ALL
MATCH ()-[r:IN_REGION]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'IN_REGION' AS type, count AS count
UNION ALL
MATCH ()-[r:WITHIN]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'WITHIN' AS type, count AS count
UNION ALL
MATCH ()-[r:STATES]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'STATES' AS type, count AS count
UNION ALL
MATCH ()-[r:IDENTIFIES]->() WITH count(*) AS count WHERE count > 0 RETURN 'edge' AS kind, 'IDENTIFIES' AS type, count AS count
