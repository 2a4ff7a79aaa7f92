// Ends the present span of a membership and begins the next one, where there is one. Earlier spans stay.
// write
// $org string
// $group string
// $member string
// $at string
// $next list
MATCH (group:Agent {org: $org, id: $group}), (member:Agent {org: $org, id: $member})
OPTIONAL MATCH (member)-[present:MEMBER_OF {to: '9999-12-31T23:59:59.999Z'}]->(group)
SET present.to = $at
WITH DISTINCT group, member
UNWIND $next AS span
CREATE (member)-[:MEMBER_OF {representative: span.representative, from: $at, to: '9999-12-31T23:59:59.999Z'}]->(group)
