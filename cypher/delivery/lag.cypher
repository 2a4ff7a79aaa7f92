// How many webhooks there are of each status, how many are failing, and how far the one that is furthest behind is.
// read
// $limit integer
// -> counts list, lag list
RETURN
  COLLECT {
    UNWIND ['ACTIVE', 'PAUSED', 'DISABLED'] AS status
    CALL (status) {
      MATCH (webhook:Webhook)
      WHERE webhook.status = status AND webhook.slow IS NOT NULL AND webhook.nextAt IS NOT NULL
      WITH webhook LIMIT $limit
      RETURN count(webhook) AS counted
    }
    RETURN {status: status, count: counted}
  } AS counts,
  COLLECT {
    MATCH (webhook:Webhook)
    WHERE webhook.status = 'ACTIVE' AND webhook.slow IS NOT NULL AND webhook.nextAt IS NOT NULL
    WITH webhook LIMIT $limit
    MATCH (outbox:Outbox {org: webhook.org, id: 'outbox'})
    WITH count(webhook.failingSince) AS failing, coalesce(max(outbox.last - webhook.number), 0) AS behind
    RETURN {failing: failing, behind: behind}
  } AS lag
