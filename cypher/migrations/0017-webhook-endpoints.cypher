CREATE CONSTRAINT webhook_key IF NOT EXISTS FOR (n:Webhook) REQUIRE (n.org, n.id) IS UNIQUE;
// Webhooks that something is to be sent to by now, in all organisations.
CREATE INDEX webhook_next IF NOT EXISTS FOR (n:Webhook) ON (n.status, n.slow, n.nextAt);
