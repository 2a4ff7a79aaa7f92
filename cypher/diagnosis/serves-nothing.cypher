// Workflows with a promise in force that serve nothing, the oldest first. Which of them are declared roots stands in their
// facts.
// read
// $org string
// $subject string
// $before string
// $horizonDays integer
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
    MATCH (workflow:Workflow {org: $org, phase: 'EXECUTING', explicit: true})
    WHERE workflow.inPhaseSince <= $before AND workflow.horizonDays >= $horizonDays
      AND NOT EXISTS { (workflow)-[:SERVES]->() }
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.phase, workflow.explicit, workflow.inPhaseSince LIMIT $limit
    RETURN workflow
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, facts: coalesce(workflow.facts, workflow.state), serving: COUNT { (workflow)<-[:SERVES]-() }} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.phase = 'EXECUTING' AND workflow.inPhaseSince <= $before AND workflow.horizonDays >= $horizonDays
    AND NOT EXISTS { (workflow)-[:SERVES]->() }
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow ORDER BY workflow.inPhaseSince LIMIT $limit
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, facts: coalesce(workflow.facts, workflow.state), serving: COUNT { (workflow)<-[:SERVES]-() }} AS row
} AS rows
