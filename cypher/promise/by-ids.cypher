// Promises by id.
// read
// $org string
// $subject string
// $ids list
// -> promises list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (promise:Promise {org: $org}) WHERE promise.id IN $ids
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  RETURN {state: promise.state, zone: promise.zone, workflow: workflow.id}
} AS promises
