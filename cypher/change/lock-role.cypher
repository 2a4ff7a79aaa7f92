// Takes the lock of a role, before those of its workflows and their concerns.
// write
// $org string
// $role string
// $operationId string
// -> locked list
OPTIONAL MATCH (role:Role {org: $org, id: $role})
SET role.lock = $operationId
RETURN [each IN collect(role.id) WHERE each IS NOT NULL] AS locked
