// Writes what a workflow needs of others. An edge that has ended is kept under another type, so that the present is
// walked without asking each edge whether it still holds.
// write
// $org string
// $workflow string
// $at string
// $begun list
// $changed list
// $ended list
MATCH (dependent:Workflow {org: $org, id: $workflow})
CALL (dependent) {
  UNWIND $ended AS id
  MATCH (dependent)-[needs:DEPENDS_ON]->(provider:Workflow)
  WHERE needs.id = id
  CREATE (dependent)-[needed:DEPENDED_ON]->(provider)
  SET needed = properties(needs), needed.to = $at
  DELETE needs
}
CALL (dependent) {
  UNWIND $changed AS edge
  MATCH (dependent)-[needs:DEPENDS_ON]->(:Workflow)
  WHERE needs.id = edge.id
  SET needs += edge
}
CALL (dependent) {
  UNWIND $begun AS edge
  MATCH (provider:Workflow {org: $org, id: edge.provider})
  CREATE (dependent)-[needs:DEPENDS_ON]->(provider)
  SET needs = edge.properties
}
