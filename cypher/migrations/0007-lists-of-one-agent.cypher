// The lists of one agent, each in the order of an index: a page costs the same, however long the list has become.
CREATE INDEX workflow_customer IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.customer, n.id);
CREATE INDEX workflow_performer IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.performer, n.id);
CREATE INDEX workflow_customer_due IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.customer, n.due, n.id);
CREATE INDEX workflow_performer_due IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.performer, n.due, n.id);
CREATE INDEX promise_performer_age IF NOT EXISTS FOR (n:Promise) ON (n.org, n.performer, n.id);
CREATE INDEX promise_customer_age IF NOT EXISTS FOR (n:Promise) ON (n.org, n.customer, n.id);
CREATE INDEX promise_performer_horizon IF NOT EXISTS FOR (n:Promise) ON (n.org, n.performer, n.horizonDays, n.id);
CREATE INDEX promise_customer_horizon IF NOT EXISTS FOR (n:Promise) ON (n.org, n.customer, n.horizonDays, n.id);
CREATE INDEX awaited_due IF NOT EXISTS FOR ()-[n:AWAITED_IN]-() ON (n.org, n.agent, n.atDue, n.due, n.key);

// Waits of before learn what the index goes by. The lock is the one that a change of the workflow takes, so none of its
// waits is answered meanwhile.
MATCH (workflow:Workflow)
WHERE EXISTS { MATCH (workflow)<-[awaited:AWAITED_IN]-(:Agent) WHERE awaited.key IS NULL }
CALL (workflow) {
  SET workflow.lock = 'waits'
  WITH workflow
  MATCH (agent:Agent)-[awaited:AWAITED_IN]->(workflow)
  SET awaited.agent = agent.id, awaited.atDue = awaited.from = awaited.due, awaited.key = workflow.id + '/' + awaited.side + '/' + awaited.move
} IN TRANSACTIONS OF 1000 ROWS;
