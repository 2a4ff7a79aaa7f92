// The state of a workflow, read under the lock that the clock has taken.
// read
// $org string
// $workflow string
// -> state string, clockAt string?
MATCH (workflow:Workflow {org: $org, id: $workflow})
RETURN workflow.state AS state, workflow.clockAt AS clockAt
