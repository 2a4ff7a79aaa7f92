// All proposals ever made in some workflows, by version, each with the one before it.
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
WITH viewer, represents, [viewer.id] + represents + gone AS eyes
RETURN COLLECT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id IN $ids
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors WHERE seer IN eyes))
  MATCH (proposal:Proposal)<-[:HAS_PROPOSAL]-(workflow)
  OPTIONAL MATCH (before:Proposal {org: $org, workflow: workflow.id, version: proposal.version - 1})
  WITH workflow, proposal, before ORDER BY proposal.version
  RETURN {state: proposal.state, before: before.state, workflow: workflow.id, zone: proposal.zone}
} AS proposals
