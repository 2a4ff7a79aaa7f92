// Workflows that are kept for their parties and the chain above, and that a change above may show to others: all below what
// has changed, or where more is below than is worth walking through, all that there are; with whom they are shown to now. No
// row means that nothing is kept so in the organisation: one look at an index. Read under the lock on the organisation,
// under which every such change is made.
// read
// $org string
// $changed list
// $walked integer
// $most integer
// -> kept list
CALL () {
  MATCH (any:Workflow {org: $org, chained: true})
  USING INDEX SEEK any:Workflow(org, chained, id)
  WHERE any.id > ''
  RETURN $changed AS ids LIMIT 1
}
CALL (ids) {
  UNWIND ids AS id
  MATCH (changed:Workflow {org: $org, id: id})
  MATCH (changed)<-[:SERVES*0..1000]-(below:Workflow)
  WITH DISTINCT below LIMIT $walked + 1
  RETURN collect(below) AS below
}
CALL (below) {
  CALL (below) {
    WITH below WHERE size(below) <= $walked
    UNWIND below AS workflow
    WITH workflow WHERE workflow.chained
    RETURN workflow
    UNION ALL
    WITH below WHERE size(below) > $walked
    MATCH (workflow:Workflow {org: $org, chained: true})
    WHERE workflow.id > ''
    RETURN workflow
  }
  WITH workflow LIMIT $most
  RETURN collect(workflow {.id, .above}) AS kept
}
RETURN kept
