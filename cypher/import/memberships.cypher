// Memberships that come in, each with its span of time.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (member:Agent {org: $org, id: row.from})
MATCH (group:Agent {org: $org, id: row.to})
CREATE (member)-[:MEMBER_OF {
  representative: row.properties.representative, from: row.properties.from, to: row.properties.to
}]->(group)
