// Roles of an organisation, the newest first, before a cursor.
// read
// $org string
// $subject string
// $statuses list?
// $agent string?
// $afterId string
// $limit integer
// $withTotal boolean
// -> viewer map, roles list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (role:Role {org: $org})
  WHERE role.id > '' AND ($statuses IS NULL OR role.status IN $statuses) AND ($agent IS NULL OR $agent IN role.offered)
  RETURN count(*) AS counted
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    MATCH (role:Role {org: $org})
    WHERE role.id < $afterId AND ($statuses IS NULL OR role.status IN $statuses) AND ($agent IS NULL OR $agent IN role.offered)
    RETURN role.state ORDER BY role.org DESC, role.id DESC LIMIT $limit
  } AS roles,
  CASE WHEN $withTotal THEN counted END AS total
