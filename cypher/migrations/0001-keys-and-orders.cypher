// Every node is found by (org, id): the tenant check and the index seek are the same thing.
CREATE CONSTRAINT organization_key IF NOT EXISTS FOR (n:Organization) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT agent_key IF NOT EXISTS FOR (n:Agent) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT concern_key IF NOT EXISTS FOR (n:Concern) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT workflow_key IF NOT EXISTS FOR (n:Workflow) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT proposal_key IF NOT EXISTS FOR (n:Proposal) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT promise_key IF NOT EXISTS FOR (n:Promise) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT condition_key IF NOT EXISTS FOR (n:Condition) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT assessment_key IF NOT EXISTS FOR (n:Assessment) REQUIRE (n.org, n.id) IS UNIQUE;
CREATE CONSTRAINT act_key IF NOT EXISTS FOR (n:Act) REQUIRE (n.org, n.id) IS UNIQUE;

// An identity of the token's issuer belongs to one agent; the acts about one thing form a chain without a gap or a fork.
CREATE CONSTRAINT agent_identity IF NOT EXISTS FOR (n:Agent) REQUIRE (n.org, n.subject) IS UNIQUE;
CREATE CONSTRAINT act_sequence IF NOT EXISTS FOR (n:Act) REQUIRE (n.org, n.about, n.sequence) IS UNIQUE;
CREATE CONSTRAINT idempotency_key IF NOT EXISTS FOR (n:IdempotencyRecord) REQUIRE (n.org, n.viewer, n.operation, n.key) IS UNIQUE;

// The orders that lists come in, and the spans of time that "as of" asks for.
CREATE INDEX agent_name IF NOT EXISTS FOR (n:Agent) ON (n.org, n.name, n.id);
CREATE INDEX agent_administrator IF NOT EXISTS FOR (n:Agent) ON (n.org, n.administrator);
CREATE INDEX concern_holder IF NOT EXISTS FOR (n:Concern) ON (n.org, n.holder, n.id);
CREATE INDEX workflow_due IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.due, n.id);
CREATE INDEX proposal_version IF NOT EXISTS FOR (n:Proposal) ON (n.org, n.workflow, n.version);
CREATE INDEX promise_performer IF NOT EXISTS FOR (n:Promise) ON (n.org, n.performer, n.due, n.id);
CREATE INDEX promise_customer IF NOT EXISTS FOR (n:Promise) ON (n.org, n.customer, n.due, n.id);
CREATE INDEX assessment_workflow IF NOT EXISTS FOR (n:Assessment) ON (n.org, n.workflow, n.id);
CREATE INDEX act_span IF NOT EXISTS FOR (n:Act) ON (n.org, n.about, n.from);
CREATE INDEX act_recorded IF NOT EXISTS FOR (n:Act) ON (n.org, n.recordedAt, n.id);
CREATE INDEX idempotency_expiry IF NOT EXISTS FOR (n:IdempotencyRecord) ON (n.expiresAt);
