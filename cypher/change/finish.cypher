// Ends a write: the idempotency record learns what was done, in the transaction that did it. No row means that the viewer
// has left in the meantime, and nothing is to be committed; unless leaving is what they said.
// write
// $org string
// $viewer string
// $operation string
// $key string
// $inputHash string
// $acts list
// $outcome string?
// $leaving boolean
// -> finished boolean
MATCH (agent:Agent {org: $org, id: $viewer})
WHERE agent.active OR $leaving
MATCH (record:IdempotencyRecord {org: $org, viewer: $viewer, operation: $operation, key: $key})
SET record.inputHash = $inputHash, record.acts = $acts, record.outcome = $outcome
RETURN true AS finished
