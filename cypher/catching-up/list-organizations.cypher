// The ids of organisations after one, with that one: for a migration, which has no viewer.
// read
// $from string
// $limit integer
// -> ids list
RETURN COLLECT {
  MATCH (organization:Organization)
  WHERE organization.org >= $from AND organization.id IS NOT NULL
  WITH organization ORDER BY organization.org, organization.id LIMIT $limit
  RETURN organization.org
} AS ids
