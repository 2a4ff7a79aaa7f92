// Agents of the organisation by name, after a cursor.
// read
// $org string
// $subject string
// $kinds list?
// $active boolean?
// $afterName string
// $afterId string
// $limit integer
// $withTotal boolean
// -> agents list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN
  COLLECT {
    MATCH (agent:Agent {org: $org})
    WHERE agent.name >= $afterName AND (agent.name > $afterName OR agent.id > $afterId)
      AND ($kinds IS NULL OR agent.kind IN $kinds)
      AND ($active IS NULL OR agent.active = $active)
    RETURN agent.state ORDER BY agent.org, agent.name, agent.id LIMIT $limit
  } AS agents,
  CASE WHEN $withTotal THEN COUNT {
    MATCH (agent:Agent {org: $org})
    WHERE agent.id > '' AND ($kinds IS NULL OR agent.kind IN $kinds) AND ($active IS NULL OR agent.active = $active)
  } END AS total
