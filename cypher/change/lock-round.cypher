// Takes the lock of a planning round, before those of its workflows.
// write
// $org string
// $round string
// $operationId string
// -> locked list
OPTIONAL MATCH (round:Round {org: $org, id: $round})
SET round.lock = $operationId
RETURN [each IN collect(round.id) WHERE each IS NOT NULL] AS locked
