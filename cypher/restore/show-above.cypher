// Writes whom the chain above shows workflows to, a page at a time of those that are kept for it, when all that ties
// workflows to each other is there again.
// write
// $org string
// $afterId string
// $limit integer
// -> lastId string?
CALL () {
  MATCH (workflow:Workflow {org: $org, chained: true})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.chained, workflow.id LIMIT $limit
  RETURN workflow
}
CALL (workflow) {
  MATCH (workflow)-[:SERVES*1..1000]->(station:Workflow)
  WITH DISTINCT station
  UNWIND [station.customer, station.performer] + station.successors AS agent
  WITH DISTINCT agent ORDER BY agent
  RETURN collect('above ' + agent) AS above
}
SET workflow.above = above
RETURN max(workflow.id) AS lastId
