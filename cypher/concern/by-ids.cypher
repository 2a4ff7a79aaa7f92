// Concerns by id.
// read
// $org string
// $subject string
// $ids list
// -> concerns list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (concern:Concern {org: $org}) WHERE concern.id IN $ids RETURN concern.state
} AS concerns
