// Who holds the roles that came in, or held them.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (agent:Agent {org: $org, id: row.from})
MATCH (role:Role {org: $org, id: row.to})
CREATE (agent)-[held:HOLDS_ROLE]->(role)
SET held = row.properties
