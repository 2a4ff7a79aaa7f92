// What a diagnosis looks for is found by an index, whatever else there is: who has been where for long, what is overdue and of
// which kind, what cannot be measured, and what was renegotiated.
CREATE INDEX workflow_phase IF NOT EXISTS FOR (n:Workflow) ON (n.org, n.phase, n.explicit, n.inPhaseSince);
CREATE INDEX awaited_move IF NOT EXISTS FOR ()-[n:AWAITED_IN]-() ON (n.org, n.move, n.due);
CREATE INDEX promise_unmeasured IF NOT EXISTS FOR (n:Promise) ON (n.org, n.unmeasured, n.horizonDays);
CREATE INDEX promise_ended IF NOT EXISTS FOR (n:Promise) ON (n.org, n.status, n.endedAt);
CREATE INDEX concern_status IF NOT EXISTS FOR (n:Concern) ON (n.org, n.status);

// Workflows of before learn since when they are where they are: since the last act that left another phase, or since the first
// act that made it explicit, or since the beginning, for what came from elsewhere the one there. The lock is the one that a
// change of the workflow takes.
MATCH (workflow:Workflow)
WHERE workflow.inPhaseSince IS NULL
CALL (workflow) {
  SET workflow.lock = 'phase'
  WITH workflow
  WHERE workflow.inPhaseSince IS NULL
  WITH workflow, COLLECT {
    MATCH (act:Act {org: workflow.org, about: workflow.id})
    WHERE act.sequence >= 1 AND act.phase <> workflow.phase
    WITH act ORDER BY act.sequence DESC LIMIT 1
    RETURN act.to AS to
  } AS left, COLLECT {
    MATCH (act:Act {org: workflow.org, about: workflow.id})
    WHERE act.sequence >= 1 AND act.act IN ['OPEN', 'ARTICULATE', 'REQUEST', 'OFFER', 'ATTEST']
    WITH act ORDER BY act.sequence LIMIT 1
    RETURN CASE act.act WHEN 'ATTEST' THEN workflow.openedAt ELSE act.from END AS from
  } AS spoken
  SET workflow.inPhaseSince = coalesce(left[0], CASE WHEN workflow.explicit THEN spoken[0] END, workflow.openedAt)
} IN TRANSACTIONS OF 1000 ROWS;

MATCH (promise:Promise)
WHERE promise.unmeasured IS NULL AND promise.status IN ['IN_FORCE', 'UNDER_RENEGOTIATION']
  AND NOT EXISTS { MATCH (promise)-[:HAS_CONDITION]->(condition:Condition) WHERE condition.mandatory AND condition.metric IS NOT NULL }
CALL (promise) {
  MATCH (workflow:Workflow {org: promise.org, id: promise.workflow})
  SET workflow.lock = 'measures'
  WITH promise
  WHERE promise.status IN ['IN_FORCE', 'UNDER_RENEGOTIATION']
  SET promise.unmeasured = true
} IN TRANSACTIONS OF 1000 ROWS;
