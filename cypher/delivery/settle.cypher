// Says how far a webhook has come, by whoever delivers for it: nothing is written, and no row returned, once another does.
// Keeps it for so many milliseconds more; none gives it back. What it returns is what the next is delivered by.
// write
// $org string
// $webhook string
// $holder string
// $token integer
// $properties map
// $deliveries list
// $kept integer
// $milliseconds integer
// -> endpoint map
MATCH (webhook:Webhook {org: $org, id: $webhook})
WHERE webhook.leaseHolder = $holder AND webhook.leaseToken = $token
SET webhook += $properties,
    webhook.deliveries = ($deliveries + webhook.deliveries)[0..$kept],
    webhook.leaseUntil = CASE WHEN $milliseconds = 0 THEN 0 ELSE timestamp() + $milliseconds END,
    webhook.leaseHolder = CASE WHEN $milliseconds = 0 THEN '' ELSE webhook.leaseHolder END
WITH webhook
MATCH (agent:Agent {org: $org, id: webhook.agent})
MATCH (outbox:Outbox {org: $org, id: 'outbox'})
RETURN webhook {
  .org, .id, .url, .events, .status, .secret, .previousSecret, .previousUntil, .epoch, .number, .attempts, .failingSince,
  token: webhook.leaseToken, subject: CASE WHEN agent.active THEN agent.subject END,
  head: outbox {.last, .floor, .epoch}
} AS endpoint
