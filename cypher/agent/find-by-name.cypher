// Agents of an organisation by the beginning of their name, or of a word of it, whatever its case: for commands, which
// have no viewer.
// read
// $org string
// $name string
// $limit integer
// -> agents list
RETURN COLLECT {
  MATCH (agent:Agent {org: $org})
  WHERE agent.name > '' AND agent.id IS NOT NULL
    AND (toLower(agent.name) STARTS WITH toLower($name) OR toLower(agent.name) CONTAINS ' ' + toLower($name))
  WITH agent ORDER BY toLower(agent.name) = toLower($name) DESC, agent.name, agent.id LIMIT $limit
  RETURN agent.state
} AS agents
