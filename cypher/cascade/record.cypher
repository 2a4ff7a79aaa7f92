// Writes what a workflow serves. An edge that has ended is kept under another type, so that the present is walked
// without asking each edge whether it still holds.
// write
// $org string
// $workflow string
// $at string
// $begun list
// $ended list
MATCH (child:Workflow {org: $org, id: $workflow})
CALL (child) {
  UNWIND $ended AS id
  MATCH (child)-[serves:SERVES]->(parent:Workflow)
  WHERE serves.id = id
  CREATE (child)-[served:SERVED]->(parent)
  SET served = properties(serves), served.to = $at
  DELETE serves
}
CALL (child) {
  UNWIND $begun AS edge
  MATCH (parent:Workflow {org: $org, id: edge.parent})
  CREATE (child)-[serves:SERVES]->(parent)
  SET serves = edge.properties
}
