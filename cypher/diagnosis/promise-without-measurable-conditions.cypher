// Promises that stand and rest on nothing that can be measured, the longest horizon first.
// read
// $org string
// $subject string
// $days integer
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
    MATCH (promise:Promise {org: $org, unmeasured: true})
    WHERE promise.horizonDays >= $days
    MATCH (workflow:Workflow {org: $org, id: promise.workflow})
    WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH promise, workflow ORDER BY promise.org DESC, promise.unmeasured DESC, promise.horizonDays DESC LIMIT $limit
    RETURN promise, workflow
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: promise.madeAt, horizonDays: promise.horizonDays, conditions: COUNT { MATCH (promise)-[:HAS_CONDITION]->(condition:Condition) WHERE condition.mandatory }} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)
  WHERE promise.unmeasured AND promise.horizonDays >= $days
  WITH promise, workflow ORDER BY promise.horizonDays DESC LIMIT $limit
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: promise.madeAt, horizonDays: promise.horizonDays, conditions: COUNT { MATCH (promise)-[:HAS_CONDITION]->(condition:Condition) WHERE condition.mandatory }} AS row
} AS rows
