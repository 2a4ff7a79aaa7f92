// Whom the workflows that came in are between, and which concerns they are about.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.workflow})
MATCH (customer:Agent {org: $org, id: row.customer})
MATCH (performer:Agent {org: $org, id: row.performer})
MATCH (concern:Concern {org: $org, id: row.concern})
CREATE (customer)-[:CUSTOMER_OF]->(workflow)<-[:PERFORMER_OF]-(performer)
CREATE (workflow)-[:ABOUT]->(concern)
