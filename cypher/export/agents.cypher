// The ids of an organisation's agents, the earliest first, after one.
// read
// $org string
// $afterId string
// $limit integer
// -> ids list
RETURN COLLECT {
  MATCH (agent:Agent {org: $org})
  WHERE agent.id > $afterId
  WITH agent ORDER BY agent.org, agent.id LIMIT $limit
  RETURN agent.id
} AS ids
