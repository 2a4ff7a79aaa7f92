// Webhooks that something is to be sent to by now and nobody delivers for, the longest waiting first: events have been
// numbered behind the last one that was delivered, or the history has been taken back. Those that answer at once and those
// that don't are looked for apart, so that however many there are of one kind, the other is found.
// read
// $orgs list?
// $now string
// $limit integer
// -> webhooks list
RETURN COLLECT {
  UNWIND [false, true] AS slow
  CALL (slow) {
    MATCH (webhook:Webhook)
    WHERE webhook.status = 'ACTIVE' AND webhook.slow = slow AND webhook.nextAt <= $now
      AND ($orgs IS NULL OR webhook.org IN $orgs) AND webhook.leaseUntil < timestamp()
    MATCH (outbox:Outbox {org: webhook.org, id: 'outbox'})
    WHERE outbox.last > webhook.number OR outbox.epoch <> webhook.epoch
    WITH webhook ORDER BY webhook.nextAt LIMIT $limit
    RETURN webhook.org AS org, webhook.id AS id
  }
  RETURN {org: org, id: id, slow: slow}
} AS webhooks
