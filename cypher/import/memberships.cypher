// Memberships that come in, each with its span of time.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (member:Agent {org: $org, id: row.from})
MATCH (group:Agent {org: $org, id: row.to})
CREATE (member)-[membership:MEMBER_OF]->(group)
SET membership = row.properties
