// Roles by id, with who stands in them. Everybody sees a role; workflows of it that they may not see are left out where these
// are read.
// read
// $org string
// $subject string
// $ids list
// -> viewer map, roles list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents
RETURN viewer {.id, .administrator, represents: represents} AS viewer, COLLECT {
  MATCH (role:Role {org: $org})
  WHERE role.id IN $ids
  RETURN role.state
} AS roles
