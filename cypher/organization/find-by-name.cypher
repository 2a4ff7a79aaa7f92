// Organisations by the beginning of their name, whatever its case, or by their id: for commands, which have no viewer.
// read
// $name string
// $limit integer
// -> organizations list
RETURN COLLECT {
  MATCH (organization:Organization)
  WHERE organization.org > '' AND organization.id IS NOT NULL
    AND CASE WHEN organization.id = $name THEN true ELSE toLower(organization.name) STARTS WITH toLower($name) END
  WITH organization ORDER BY organization.id = $name DESC, toLower(organization.name) = toLower($name) DESC, organization.name, organization.id LIMIT $limit
  RETURN organization.state
} AS organizations
