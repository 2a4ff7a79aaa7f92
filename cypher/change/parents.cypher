// What some workflows serve, one step up, and whose these are: with whoever is named to take a place in them.
// read
// $org string
// $ids list
// -> edges list, parents list
CALL () {
  UNWIND $ids AS id
  MATCH (child:Workflow {org: $org, id: id})
  MATCH (child)-[:SERVES]->(parent:Workflow)
  RETURN collect([child.id, parent.id]) AS edges, collect(DISTINCT parent) AS found
}
RETURN edges, [parent IN found | {id: parent.id, parties: [parent.customer, parent.performer] + parent.successors}] AS parents
