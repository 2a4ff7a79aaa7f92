// Deliveries whose assessment is overdue, the most overdue first. What was revoked or released waits for one too, and nothing
// was delivered.
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
    MATCH (:Agent)-[awaited:AWAITED_IN]->(workflow:Workflow)
    USING INDEX SEEK awaited:AWAITED_IN(org, move, due)
    WHERE awaited.org = $org AND awaited.move = 'ASSESS' AND awaited.due <= $before
      AND EXISTS { MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise) WHERE promise.status = 'DELIVERED' }
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH awaited, workflow ORDER BY awaited.org, awaited.move, awaited.due LIMIT $limit
    RETURN awaited, workflow
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: awaited.since, due: awaited.due, horizonDays: workflow.horizonDays} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  MATCH (workflow)<-[awaited:AWAITED_IN]-(:Agent)
  WHERE awaited.move = 'ASSESS' AND awaited.due <= $before
      AND EXISTS { MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise) WHERE promise.status = 'DELIVERED' }
  WITH awaited, workflow ORDER BY awaited.due LIMIT $limit
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, since: awaited.since, due: awaited.due, horizonDays: workflow.horizonDays} AS row
} AS rows
