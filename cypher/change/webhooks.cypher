// The webhooks of an organisation, read under its lock before one of them is changed. No secret is read.
// read
// $org string
// $limit integer
// -> webhooks list
RETURN COLLECT {
  MATCH (webhook:Webhook {org: $org})
  WHERE webhook.id > ''
  WITH webhook ORDER BY webhook.org, webhook.id LIMIT $limit
  MATCH (agent:Agent {org: $org, id: webhook.agent})
  RETURN webhook {.id, .url, .agent, .events, .status, .version, .changedAt, .failingSince, sees: agent.active AND agent.subject IS NOT NULL}
} AS webhooks
