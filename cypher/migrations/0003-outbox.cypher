// What changed, for those who listen: written with the change, numbered afterwards, forgotten when its time has passed.
CREATE CONSTRAINT event_key IF NOT EXISTS FOR (n:Event) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT event_number IF NOT EXISTS FOR (n:Event) REQUIRE (n.org, n.number) IS UNIQUE;
CREATE CONSTRAINT outbox_key IF NOT EXISTS FOR (n:Outbox) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT lease_key IF NOT EXISTS FOR (n:Lease) REQUIRE (n.org, n.id) IS UNIQUE;

// Events that have no number yet carry `pending`; it is gone from the index as soon as they have one.
CREATE INDEX event_pending IF NOT EXISTS FOR (n:Event) ON (n.pending, n.at);
CREATE INDEX event_numbered IF NOT EXISTS FOR (n:Event) ON (n.numberedAt);

// When the clock next has something to do in a workflow. Those from before are looked at once, and then know.
CREATE INDEX workflow_clock IF NOT EXISTS FOR (n:Workflow) ON (n.clockAt);
MATCH (workflow:Workflow) WHERE workflow.clockAt IS NULL AND workflow.phase <> 'CLOSED'
CALL (workflow) { SET workflow.clockAt = '' } IN TRANSACTIONS OF 1000 ROWS;
