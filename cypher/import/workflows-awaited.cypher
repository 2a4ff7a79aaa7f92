// Whom the workflows that came in wait for.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (agent:Agent {org: $org, id: row.from})
MATCH (workflow:Workflow {org: $org, id: row.to})
CREATE (agent)-[:AWAITED_IN {
  org: row.properties.org, agent: row.properties.agent, side: row.properties.side, move: row.properties.move, subject: row.properties.subject, since: row.properties.since, from: row.properties.from, due: row.properties.due, atDue: row.properties.atDue, key: row.properties.key
}]->(workflow)
