// The workflows whose promises these agents carry, but for those of a round itself: read where somebody has said how much
// they can carry. What begins after the window of the round is passed over.
// read
// $org string
// $subject string
// $round string
// $performers list
// $windowDue string
// -> workflows list
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
  UNWIND $performers AS performer
  MATCH (promise:Promise {org: $org, performer: performer})
  USING INDEX promise:Promise(org, performer, due, id)
  WHERE promise.due IS NOT NULL AND promise.id IS NOT NULL
    AND promise.status IN ['IN_FORCE', 'UNDER_RENEGOTIATION'] AND promise.starts <= $windowDue
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  WHERE NOT EXISTS { (workflow)-[:IN_ROUND]->(:Round {org: $org, id: $round}) }
  RETURN {
    state: workflow.state,
    seen: (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  }
} AS workflows
