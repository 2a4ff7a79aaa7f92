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
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (agent:Agent {org: $org})
  WHERE agent.id > '' AND ($kinds IS NULL OR agent.kind IN $kinds) AND ($active IS NULL OR agent.active = $active)
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (agent:Agent {org: $org})
    USING INDEX agent:Agent(org, name, id)
    WHERE agent.name >= $afterName AND agent.id IS NOT NULL
      AND CASE WHEN agent.name > $afterName THEN true ELSE agent.id > $afterId END
      AND ($kinds IS NULL OR agent.kind IN $kinds)
      AND ($active IS NULL OR agent.active = $active)
    RETURN agent.state ORDER BY agent.org, agent.name, agent.id LIMIT $limit
  } AS agents,
  CASE WHEN $withTotal THEN counted END AS total
