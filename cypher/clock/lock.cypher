// Takes the write lock on a workflow, for the clock.
// write
// $org string
// $workflow string
// $operationId string
// -> locked string
MATCH (workflow:Workflow {org: $org, id: $workflow})
SET workflow.lock = $operationId
RETURN workflow.id AS locked
