// Changes a webhook. Whoever delivers for it at this moment loses the right to say how far it has come: what it sends
// still, is sent by what stood before, and sent again.
// write
// $org string
// $webhook string
// $properties map
MATCH (webhook:Webhook {org: $org, id: $webhook})
SET webhook += $properties, webhook.leaseToken = webhook.leaseToken + 1, webhook.leaseHolder = '', webhook.leaseUntil = 0
