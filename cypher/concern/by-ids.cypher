// Concerns by id.
// read
// $org string
// $subject string
// $ids list
// -> concerns list
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
  MATCH (concern:Concern {org: $org})
  WHERE concern.id IN $ids
    AND (concern.holder IN eyes
      OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
      OR EXISTS { MATCH (concern)<-[:ABOUT]-(workflow:Workflow) WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) })
  RETURN concern.state
} AS concerns
