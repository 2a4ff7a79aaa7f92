// Begins a write: finds the active viewer, claims the idempotency key, and takes the write locks in their one order
// (organisation, concern, workflows) before anything is read: Neo4j is read-committed, so what is read without the
// lock may be another writer's past. Reading follows in `change/read`, a statement of its own, because a planner may
// move a property read to before the SET that takes the lock.
// write
// $org string
// $subject string
// $operation string
// $key string
// $operationId string
// $expiresAt string
// $lockOrganization boolean
// $lockConcern boolean
// $concern string?
// $workflow string?
// $workflows list
// -> locked list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
MERGE (record:IdempotencyRecord {org: $org, viewer: viewer.id, operation: $operation, key: $key})
ON CREATE SET record.expiresAt = $expiresAt
SET record.operationId = coalesce(record.operationId, $operationId)
WITH viewer
MATCH (organization:Organization {org: $org, id: $org})
FOREACH (_ IN CASE WHEN $lockOrganization THEN [1] ELSE [] END | SET organization.lock = $operationId)
WITH organization
OPTIONAL MATCH (workflow:Workflow {org: $org, id: $workflow})
OPTIONAL MATCH (concern:Concern {org: $org, id: coalesce($concern, workflow.concern)})
FOREACH (_ IN CASE WHEN $lockConcern AND concern IS NOT NULL THEN [1] ELSE [] END | SET concern.lock = $operationId)
WITH organization, concern
CALL () {
  UNWIND $workflows AS id
  MATCH (each:Workflow {org: $org, id: id})
  SET each.lock = $operationId
  RETURN collect(each.id) AS workflows
}
RETURN [organization.id, concern.id] + workflows AS locked
