// The administrators of an organisation who can sign in: whoever imports by command does so in the name of one of them.
// read
// $org string
// $limit integer
// -> agents list
RETURN COLLECT {
  MATCH (administrator:Agent {org: $org, administrator: true})
  WHERE administrator.active AND administrator.subject IS NOT NULL
  WITH administrator ORDER BY administrator.name, administrator.id LIMIT $limit
  RETURN administrator.state
} AS agents
