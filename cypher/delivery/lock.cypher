// Takes the write lock on a webhook, so that what is read of it next is the present.
// write
// $org string
// $webhook string
// $holder string
MATCH (webhook:Webhook {org: $org, id: $webhook})
SET webhook.lock = $holder
