// Lets workflows say of which line of their role they are. The first that is written to each is its lock: what somebody has changed
// meanwhile says so itself.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.workflow})
SET workflow.lock = 'role line'
WITH workflow, row
WHERE workflow.version = row.version
SET workflow.roleLine = row.line
