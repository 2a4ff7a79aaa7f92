// Needs between workflows that have both been under negotiation for some time, as edges: which of them make rings is found by
// whoever asks.
// read
// $org string
// $subject string
// $before string
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
  MATCH (workflow:Workflow {org: $org, phase: 'NEGOTIATING', explicit: true})
  WHERE workflow.inPhaseSince <= $before
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  MATCH (workflow)-[need:DEPENDS_ON]->(provider:Workflow)
  WHERE need.kind IN ['HARD', 'SOFT'] AND need.status <> 'REFUSED' AND need.from <= $before
    AND provider.phase = 'NEGOTIATING' AND provider.inPhaseSince <= $before
    AND (provider.private IS NULL OR any(seer IN [provider.customer, provider.performer] + provider.successors + coalesce(provider.above, []) WHERE seer IN eyes))
  WITH workflow, need, provider LIMIT $limit
  RETURN {
    workflow: workflow.id, customer: workflow.customer, performer: workflow.performer,
    provider: provider.id, since: need.from, workflowSince: workflow.inPhaseSince, providerSince: provider.inPhaseSince
  }
} AS rows
