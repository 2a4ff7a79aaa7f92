// From when to when there has been a workflow about each of some concerns that the viewer may not see: how they are told that what
// begins at the concern begins at more than they see. Without an end while one is open. A concern that has none isn't there.
// read
// $org string
// $subject string
// $concerns list
// -> unseen list
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
  UNWIND $concerns AS id
  MATCH (concern:Concern {org: $org, id: id})<-[:ABOUT]-(workflow:Workflow)
  WHERE NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH id, min(workflow.openedAt) AS since, max(CASE WHEN workflow.phase <> 'CLOSED' THEN '9999-12-31T23:59:59.999Z' ELSE workflow.changedAt END) AS until
  RETURN {concern: id, since: since, until: until}
} AS unseen
