// Gives agents their identities: until then nobody could sign in to an organisation that was only half there.
// write
// $org string
// $identities list
UNWIND $identities AS row
MATCH (agent:Agent {org: $org, id: row.agent})
SET agent.subject = row.subject
