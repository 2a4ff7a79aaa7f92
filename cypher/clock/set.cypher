// When the clock next has something to do in a workflow.
// write
// $org string
// $workflow string
// $clockAt string?
MATCH (workflow:Workflow {org: $org, id: $workflow})
SET workflow.clockAt = $clockAt
