// Makes webhooks.
// write
// $webhooks list
UNWIND $webhooks AS row
CREATE (webhook:Webhook)
SET webhook = row
