// Takes a webhook to deliver for, for so many milliseconds by the clock of the database, with a higher token for each who
// does. One row when it is taken, also by whoever had it already and was not told; none when it is another's, or nothing is
// to be sent by now.
// write
// $org string
// $webhook string
// $holder string
// $now string
// $milliseconds integer
// -> endpoint map
MATCH (webhook:Webhook {org: $org, id: $webhook})
WHERE webhook.status = 'ACTIVE' AND webhook.nextAt <= $now AND (webhook.leaseHolder = $holder OR webhook.leaseUntil < timestamp())
SET webhook.leaseToken = webhook.leaseToken + 1, webhook.leaseHolder = $holder, webhook.leaseUntil = timestamp() + $milliseconds
WITH webhook
MATCH (agent:Agent {org: $org, id: webhook.agent})
MATCH (outbox:Outbox {org: $org, id: 'outbox'})
RETURN webhook {
  .org, .id, .url, .events, .status, .secret, .previousSecret, .previousUntil, .epoch, .number, .attempts, .failingSince,
  token: webhook.leaseToken, subject: CASE WHEN agent.active THEN agent.subject END,
  head: outbox {.last, .floor, .epoch}
} AS endpoint
