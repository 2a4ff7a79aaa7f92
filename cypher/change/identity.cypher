// The agent that has an identity, read under the roster's lock.
// read
// $org string
// $identity string
// -> agent string
MATCH (agent:Agent {org: $org, subject: $identity})
RETURN agent.id AS agent
