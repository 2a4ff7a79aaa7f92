// How the promises that somebody made ended within a span of time, the latest first.
// read
// $org string
// $subject string
// $agent string
// $from string
// $to string
// $limit integer
// -> promises list
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
  MATCH (promise:Promise {org: $org})
  WHERE promise.performer = $agent AND promise.endedAt >= $from AND promise.endedAt <= $to
  MATCH (workflow:Workflow)-[:HAS_PROMISE]->(promise)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN [promise.status, promise.horizonDays, promise.madeAt, promise.due, promise.deliveredAt, promise.endedAt, promise.renegotiatedAt, promise.confidence]
  ORDER BY promise.endedAt DESC LIMIT $limit
} AS promises
