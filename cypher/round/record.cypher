// Writes the present of a planning round, and which workflows are in it.
// write
// $org string
// $round string
// $properties map
// $joining list
// $leaving list
MERGE (round:Round {org: $org, id: $round})
SET round += $properties
WITH round
CALL (round) {
  UNWIND $leaving AS id
  MATCH (:Workflow {org: $org, id: id})-[member:IN_ROUND]->(round)
  DELETE member
}
CALL (round) {
  UNWIND $joining AS id
  MATCH (workflow:Workflow {org: $org, id: id})
  CREATE (workflow)-[:IN_ROUND]->(round)
}
