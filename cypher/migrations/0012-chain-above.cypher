// Workflows that are kept for their parties and the chain above: a change above looks whether there are any.
CREATE INDEX workflow_chained IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.chained, n.id);

// What Neo4j's importer brought in does not know yet whom that is: it follows from edges, which come in last.
MATCH (workflow:Workflow)
WHERE workflow.chained AND workflow.above IS NULL
CALL (workflow) {
  CALL (workflow) {
    MATCH (workflow)-[:SERVES*1..1000]->(station:Workflow)
    WITH DISTINCT station
    UNWIND [station.customer, station.performer] + station.successors AS agent
    WITH DISTINCT agent ORDER BY agent
    RETURN collect('above ' + agent) AS above
  }
  SET workflow.above = above
} IN TRANSACTIONS OF 250 ROWS;
