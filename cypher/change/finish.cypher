// Ends a write: the idempotency record learns what was done, in the transaction that did it.
// write
// $org string
// $viewer string
// $operation string
// $key string
// $inputHash string
// $acts list
MATCH (record:IdempotencyRecord {org: $org, viewer: $viewer, operation: $operation, key: $key})
SET record.inputHash = $inputHash, record.acts = $acts
