// The ids of an organisation's roles, the earliest first, after one.
// read
// $org string
// $afterId string
// $limit integer
// -> ids list
RETURN COLLECT {
  MATCH (role:Role {org: $org})
  WHERE role.id > $afterId
  WITH role ORDER BY role.org, role.id LIMIT $limit
  RETURN role.id
} AS ids
