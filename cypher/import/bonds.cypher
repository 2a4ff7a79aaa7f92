// Ties workflows that came in to each other, when both are there: what they serve and need, and once did.
// write
// $org string
// $bonds list
UNWIND $bonds AS bond
MATCH (from:Workflow {org: $org, id: bond.from})
MATCH (to:Workflow {org: $org, id: bond.to})
FOREACH (_ IN CASE WHEN bond.type = 'SERVES' THEN [1] ELSE [] END | CREATE (from)-[edge:SERVES]->(to) SET edge = bond.properties)
FOREACH (_ IN CASE WHEN bond.type = 'SERVED' THEN [1] ELSE [] END | CREATE (from)-[edge:SERVED]->(to) SET edge = bond.properties)
FOREACH (_ IN CASE WHEN bond.type = 'DEPENDS_ON' THEN [1] ELSE [] END | CREATE (from)-[edge:DEPENDS_ON]->(to) SET edge = bond.properties)
FOREACH (_ IN CASE WHEN bond.type = 'DEPENDED_ON' THEN [1] ELSE [] END | CREATE (from)-[edge:DEPENDED_ON]->(to) SET edge = bond.properties)
