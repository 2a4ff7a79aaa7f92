// Memberships that come in, each with its span of time.
// write
// $org string
// $memberships list
UNWIND $memberships AS row
MATCH (group:Agent {org: $org, id: row.group}), (member:Agent {org: $org, id: row.member})
CREATE (member)-[:MEMBER_OF {representative: row.representative, from: row.from, to: row.to}]->(group)
