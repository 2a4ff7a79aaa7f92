// Proposals by id, each with the version before it in its workflow.
// read
// $org string
// $subject string
// $ids list
// -> proposals list
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
  MATCH (proposal:Proposal {org: $org}) WHERE proposal.id IN $ids
  MATCH (proposal)<-[:HAS_PROPOSAL]-(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  OPTIONAL MATCH (before:Proposal {org: $org, workflow: workflow.id, version: proposal.version - 1})
  RETURN {state: proposal.state, before: before.state, workflow: workflow.id, zone: proposal.zone}
} AS proposals
