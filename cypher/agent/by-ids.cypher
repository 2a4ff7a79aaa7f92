// Agents by id.
// read
// $org string
// $subject string
// $ids list
// -> agents list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (agent:Agent {org: $org}) WHERE agent.id IN $ids RETURN agent.state
} AS agents
