// Who is named to take a place in the workflows that came in.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (agent:Agent {org: $org, id: row.from})
MATCH (workflow:Workflow {org: $org, id: row.to})
CREATE (agent)-[:NAMED_FOR {
  side: row.properties.side, from: row.properties.from
}]->(workflow)
