// Writes the present of a role, who holds it from here on, and who no longer does.
// write
// $org string
// $role string
// $properties map
// $taking list
// $leaving list
MERGE (role:Role {org: $org, id: $role})
SET role += $properties
WITH role
CALL (role) {
  UNWIND $leaving AS gone
  MATCH (role)<-[held:HOLDS_ROLE {id: gone.id}]-(:Agent)
  SET held.to = gone.to
}
CALL (role) {
  UNWIND $taking AS taken
  MATCH (agent:Agent {org: $org, id: taken.agent})
  CREATE (agent)-[held:HOLDS_ROLE]->(role)
  SET held.id = taken.id, held.from = taken.from, held.until = taken.until, held.to = taken.to
}
