// Begins the outbox of an organisation, unless it has begun.
// write
// $org string
// $epoch string
MERGE (outbox:Outbox {org: $org, id: 'outbox'})
ON CREATE SET outbox.last = 0, outbox.floor = 0, outbox.epoch = $epoch
