// Takes a webhook away, with its secret.
// write
// $org string
// $webhook string
MATCH (webhook:Webhook {org: $org, id: $webhook})
DELETE webhook
