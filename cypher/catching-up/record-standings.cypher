// Puts on record how workflows stood, in the place of what is there of it. Whoever writes to one meanwhile leaves it behind once
// more: its id comes back.
// write
// $org string
// $rows list
// -> behind list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.workflow})
SET workflow.standingsTo = row.version, workflow.proposalsBefore = row.proposalsBefore
WITH workflow, row
CALL (workflow) {
  MATCH (earlier:Standing {org: $org, workflow: workflow.id})
  WHERE earlier.to IS NOT NULL
  DELETE earlier
}
CALL (row) {
  UNWIND row.standings AS each
  CREATE (standing:Standing)
  SET standing = each
}
WITH workflow WHERE workflow.version > workflow.standingsTo
RETURN collect(workflow.id) AS behind
