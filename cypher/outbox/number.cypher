// Gives events their numbers, one after another without a gap within each organisation, in the order given. Only the holder
// of the lease does this, under its lock.
// write
// $batches list
// $at string
UNWIND $batches AS batch
MERGE (outbox:Outbox {org: batch.org, id: 'outbox'})
ON CREATE SET outbox.last = 0, outbox.floor = 0, outbox.epoch = batch.epoch
WITH outbox, batch, outbox.last AS base
SET outbox.last = base + size(batch.ids)
WITH batch, base
UNWIND range(0, size(batch.ids) - 1) AS place
MATCH (event:Event {org: batch.org, id: batch.ids[place]})
SET event.number = base + place + 1, event.numberedAt = $at
REMOVE event.pending
