// Agents as they stood at a moment, the oldest first, after a cursor.
// read
// $org string
// $subject string
// $at string
// $kinds list?
// $active boolean?
// $afterId string
// $limit integer
// $withTotal boolean
// -> agents list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (agent:Agent {org: $org})
  WHERE agent.id > '' AND agent.createdAt <= $at AND ($kinds IS NULL OR agent.kind IN $kinds)
  MATCH (act:Act {org: $org, about: agent.id})
  WHERE act.from <= $at AND act.to > $at AND ($active IS NULL OR act.active = $active)
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (agent:Agent {org: $org})
    WHERE agent.id > $afterId AND agent.createdAt <= $at AND ($kinds IS NULL OR agent.kind IN $kinds)
    MATCH (act:Act {org: $org, about: agent.id})
    WHERE act.from <= $at AND act.to > $at AND ($active IS NULL OR act.active = $active)
    WITH agent, act ORDER BY agent.org, agent.id LIMIT $limit
    RETURN act.state
  } AS agents,
  CASE WHEN $withTotal THEN counted END AS total
