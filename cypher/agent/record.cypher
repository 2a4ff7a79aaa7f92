// Writes the present of an agent.
// write
// $org string
// $agent string
// $properties map
MERGE (agent:Agent {org: $org, id: $agent})
SET agent += $properties
