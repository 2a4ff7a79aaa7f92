// Every organisation, by id, after one: for a backup, which has no viewer.
// read
// $afterId string
// $limit integer
// -> organizations list
RETURN COLLECT {
  MATCH (organization:Organization)
  WHERE organization.org > $afterId AND organization.id IS NOT NULL
  WITH organization ORDER BY organization.org, organization.id LIMIT $limit
  RETURN organization.state
} AS organizations
