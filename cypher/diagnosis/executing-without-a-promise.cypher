// What goes on without a promise: implicit workflows, and those under renegotiation whose promise was made by an earlier
// Performer; the longest so first.
// read
// $org string
// $subject string
// $before string
// $agents list?
// $limit integer
// -> rows list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id
} AS gone
WITH viewer, represents, [viewer.id] + represents + gone + [own IN [viewer.id] + represents | 'above ' + own] AS eyes
RETURN COLLECT {
  UNWIND CASE WHEN $agents IS NULL THEN [true, false] ELSE [] END AS implicit
  CALL (eyes, implicit) {
    WITH eyes, implicit WHERE implicit
    MATCH (workflow:Workflow {org: $org, phase: 'LISTENING', explicit: false})
    WHERE workflow.inPhaseSince <= $before
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.phase, workflow.explicit, workflow.inPhaseSince LIMIT $limit
    RETURN workflow
    UNION ALL
    WITH eyes, implicit WHERE NOT implicit
    MATCH (workflow:Workflow {org: $org, phase: 'NEGOTIATING', explicit: true})
    WHERE workflow.inPhaseSince <= $before
      AND EXISTS { MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise) WHERE promise.status = 'UNDER_RENEGOTIATION' AND promise.performer <> workflow.performer }
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.phase, workflow.explicit, workflow.inPhaseSince LIMIT $limit
    RETURN workflow
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, starts: workflow.starts, implicit: implicit} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.inPhaseSince <= $before
    AND ((workflow.phase = 'LISTENING' AND NOT workflow.explicit) OR (workflow.phase = 'NEGOTIATING' AND EXISTS { MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise) WHERE promise.status = 'UNDER_RENEGOTIATION' AND promise.performer <> workflow.performer }))
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow ORDER BY workflow.inPhaseSince LIMIT $limit
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, starts: workflow.starts, implicit: NOT workflow.explicit} AS row
} AS rows
