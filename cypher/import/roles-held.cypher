// Who holds the roles that came in, or held them.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (agent:Agent {org: $org, id: row.from})
MATCH (role:Role {org: $org, id: row.to})
CREATE (agent)-[:HOLDS_ROLE {
  id: row.properties.id, from: row.properties.from, until: row.properties.until, to: row.properties.to
}]->(role)
