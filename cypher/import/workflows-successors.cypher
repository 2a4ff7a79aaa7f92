// Who is named to take a place in the workflows that came in.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (agent:Agent {org: $org, id: row.from})
MATCH (workflow:Workflow {org: $org, id: row.to})
CREATE (agent)-[named:NAMED_FOR]->(workflow)
SET named = row.properties
