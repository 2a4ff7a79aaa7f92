// All proposals ever made in some workflows, by version, each with the one before it.
// read
// $org string
// $subject string
// $ids list
// -> proposals list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (workflow:Workflow {org: $org}) WHERE workflow.id IN $ids
  MATCH (proposal:Proposal)<-[:HAS_PROPOSAL]-(workflow)
  OPTIONAL MATCH (before:Proposal {org: $org, workflow: workflow.id, version: proposal.version - 1})
  WITH workflow, proposal, before ORDER BY proposal.version
  RETURN {state: proposal.state, before: before.state, workflow: workflow.id, zone: proposal.zone}
} AS proposals
