// Who holds the concerns that came in.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (holder:Agent {org: $org, id: row.from})
MATCH (concern:Concern {org: $org, id: row.to})
CREATE (holder)-[:HOLDS]->(concern)
