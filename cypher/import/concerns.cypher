// Concerns that come in, all of them new, each with its holder.
// write
// $org string
// $concerns list
UNWIND $concerns AS row
MATCH (holder:Agent {org: $org, id: row.holder})
CREATE (concern:Concern)
SET concern = row.properties
CREATE (holder)-[:HOLDS]->(concern)
