// Explicit workflows that have been in Q1 for some time, the longest first, with whom they wait for: of the organisation by its
// index, of some agents by what they are party to.
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
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (eyes) {
    MATCH (workflow:Workflow {org: $org, phase: 'LISTENING', explicit: true})
    WHERE workflow.inPhaseSince <= $before
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.phase, workflow.explicit, workflow.inPhaseSince LIMIT $limit
    RETURN workflow
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, waits: COLLECT { MATCH (workflow)<-[awaited:AWAITED_IN]-(:Agent) RETURN awaited {.agent, .side, .move, .since, .from, .due} }} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.phase = 'LISTENING' AND workflow.explicit = true AND workflow.inPhaseSince <= $before
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow ORDER BY workflow.inPhaseSince LIMIT $limit
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, waits: COLLECT { MATCH (workflow)<-[awaited:AWAITED_IN]-(:Agent) RETURN awaited {.agent, .side, .move, .since, .from, .due} }} AS row
} AS rows
