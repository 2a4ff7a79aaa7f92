// Ties workflows that came in to each other, when both are there: what they serve and need, and once did.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (from:Workflow {org: $org, id: row.from})
MATCH (to:Workflow {org: $org, id: row.to})
FOREACH (edge IN CASE WHEN row.type = 'SERVES' THEN [row.properties] ELSE [] END | CREATE (from)-[:SERVES {
  org: edge.org, id: edge.id, share: edge.share, conditions: edge.conditions, contributions: edge.contributions, from: edge.from, to: edge.to
}]->(to))
FOREACH (edge IN CASE WHEN row.type = 'SERVED' THEN [row.properties] ELSE [] END | CREATE (from)-[:SERVED {
  org: edge.org, id: edge.id, share: edge.share, conditions: edge.conditions, contributions: edge.contributions, from: edge.from, to: edge.to
}]->(to))
FOREACH (edge IN CASE WHEN row.type = 'DEPENDS_ON' THEN [row.properties] ELSE [] END | CREATE (from)-[:DEPENDS_ON {
  org: edge.org, id: edge.id, condition: edge.condition, needs: edge.needs, kind: edge.kind, neededBy: edge.neededBy, status: edge.status, from: edge.from, to: edge.to
}]->(to))
FOREACH (edge IN CASE WHEN row.type = 'DEPENDED_ON' THEN [row.properties] ELSE [] END | CREATE (from)-[:DEPENDED_ON {
  org: edge.org, id: edge.id, condition: edge.condition, needs: edge.needs, kind: edge.kind, neededBy: edge.neededBy, status: edge.status, from: edge.from, to: edge.to
}]->(to))
