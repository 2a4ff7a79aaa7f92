// How far the outboxes of some organisations go: the last number given, and the last one forgotten.
// read
// $orgs list
// -> heads list
RETURN COLLECT {
  UNWIND $orgs AS org
  MATCH (outbox:Outbox {org: org, id: 'outbox'})
  RETURN {org: org, last: outbox.last, floor: outbox.floor, epoch: outbox.epoch}
} AS heads
