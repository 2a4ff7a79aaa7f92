// Ties workflows that came in to each other, when both are there: what they serve and need, and once did.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (from:Workflow {org: $org, id: row.from})
MATCH (to:Workflow {org: $org, id: row.to})
FOREACH (_ IN CASE WHEN row.type = 'SERVES' THEN [1] ELSE [] END | CREATE (from)-[edge:SERVES]->(to) SET edge = row.properties)
FOREACH (_ IN CASE WHEN row.type = 'SERVED' THEN [1] ELSE [] END | CREATE (from)-[edge:SERVED]->(to) SET edge = row.properties)
FOREACH (_ IN CASE WHEN row.type = 'DEPENDS_ON' THEN [1] ELSE [] END | CREATE (from)-[edge:DEPENDS_ON]->(to) SET edge = row.properties)
FOREACH (_ IN CASE WHEN row.type = 'DEPENDED_ON' THEN [1] ELSE [] END | CREATE (from)-[edge:DEPENDED_ON]->(to) SET edge = row.properties)
