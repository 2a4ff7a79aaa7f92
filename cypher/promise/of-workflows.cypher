// All promises ever made in some workflows, in the order they were made.
// read
// $org string
// $subject string
// $ids list
// -> promises list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (workflow:Workflow {org: $org}) WHERE workflow.id IN $ids
  MATCH (promise:Promise)<-[:HAS_PROMISE]-(workflow)
  WITH workflow, promise ORDER BY promise.id
  RETURN {state: promise.state, zone: promise.zone, workflow: workflow.id}
} AS promises
