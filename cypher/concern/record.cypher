// Writes the present of a concern, and who holds it.
// write
// $org string
// $concern string
// $properties map
// $holders list
MERGE (concern:Concern {org: $org, id: $concern})
SET concern += $properties
WITH concern
UNWIND $holders AS holder
OPTIONAL MATCH (concern)<-[earlier:HOLDS]-(:Agent)
DELETE earlier
WITH DISTINCT concern, holder
MATCH (agent:Agent {org: $org, id: holder})
CREATE (agent)-[:HOLDS]->(concern)
