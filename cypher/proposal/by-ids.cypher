// Proposals by id, each with the version before it in its workflow.
// read
// $org string
// $subject string
// $ids list
// -> proposals list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (proposal:Proposal {org: $org}) WHERE proposal.id IN $ids
  MATCH (proposal)<-[:HAS_PROPOSAL]-(workflow:Workflow)
  OPTIONAL MATCH (before:Proposal {org: $org, workflow: workflow.id, version: proposal.version - 1})
  RETURN {state: proposal.state, before: before.state, workflow: workflow.id, zone: proposal.zone}
} AS proposals
