// The roles that agents hold at a moment, by when they took them.
// read
// $org string
// $subject string
// $ids list
// $at string
// $known string
// -> holdings list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (agent:Agent {org: $org, id: id})-[held:HOLDS_ROLE]->(role:Role)
  WHERE held.from <= $known AND held.to > $at
  RETURN held {.id, .from, .until, .to, agent: agent.id, role: role.id} ORDER BY held.id
} AS holdings
