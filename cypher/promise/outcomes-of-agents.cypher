// What became of all that some agents ever promised, counted by horizon and status.
// read
// $org string
// $subject string
// $agents list
// -> records list
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
  UNWIND $agents AS agent
  MATCH (promise:Promise {org: $org})
  USING INDEX promise:Promise(org, performer, horizonDays, id)
  WHERE promise.performer = agent AND promise.horizonDays >= 0 AND promise.id IS NOT NULL
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH agent, promise.horizonDays AS horizonDays, promise.status AS status, count(*) AS promises
  RETURN {agent: agent, horizonDays: horizonDays, status: status, count: promises}
} AS records
