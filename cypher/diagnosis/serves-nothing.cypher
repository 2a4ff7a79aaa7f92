// Workflows with a promise in force that serve nothing and are no declared roots, the oldest first: what stands so now, an index
// knows.
// read
// $org string
// $subject string
// $before string
// $beforeTime integer
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
    MATCH (standing:Standing {org: $org, servesNothing: true, to: 253402300799999})
    WHERE standing.phaseSince <= $beforeTime AND standing.horizonDays >= $horizonDays
    WITH standing ORDER BY standing.org, standing.servesNothing, standing.to, standing.phaseSince
    MATCH (workflow:Workflow {org: $org, id: standing.workflow})
    WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow LIMIT $limit
    RETURN workflow
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, root: false, serving: COUNT { (workflow)<-[:SERVES]-() }} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.phase = 'EXECUTING' AND workflow.inPhaseSince <= $before AND workflow.horizonDays >= $horizonDays
    AND NOT EXISTS { (workflow)-[:SERVES]->() }
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  MATCH (standing:Standing {org: $org, workflow: workflow.id, to: 253402300799999})
  WHERE standing.servesNothing
  WITH workflow ORDER BY workflow.inPhaseSince LIMIT $limit
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: workflow.inPhaseSince, horizonDays: workflow.horizonDays, root: false, serving: COUNT { (workflow)<-[:SERVES]-() }} AS row
} AS rows
