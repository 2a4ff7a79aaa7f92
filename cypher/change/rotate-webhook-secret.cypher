// Gives a webhook another secret; what was signed with before is signed with too, until a moment.
// write
// $org string
// $webhook string
// $secret string
// $until string?
MATCH (webhook:Webhook {org: $org, id: $webhook})
SET webhook.previousSecret = CASE WHEN $until IS NULL THEN null ELSE webhook.secret END,
    webhook.previousUntil = $until,
    webhook.secret = $secret
