// Whom the workflows that came in wait for.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (agent:Agent {org: $org, id: row.from})
MATCH (workflow:Workflow {org: $org, id: row.to})
CREATE (agent)-[awaited:AWAITED_IN]->(workflow)
SET awaited = row.properties
