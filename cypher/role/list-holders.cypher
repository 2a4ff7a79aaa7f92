// Who holds roles, or held them, by when they took them, after a cursor.
// read
// $org string
// $subject string
// $role string
// $at string
// $known string
// $present boolean
// $afterId string
// $limit integer
// $withTotal boolean
// -> holdings list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (:Role {org: $org, id: $role})<-[held:HOLDS_ROLE]-(:Agent)
  WHERE held.from <= $known AND (NOT $present OR held.to > $at)
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (:Role {org: $org, id: $role})<-[held:HOLDS_ROLE]-(agent:Agent)
    WHERE held.id > $afterId AND held.from <= $known AND (NOT $present OR held.to > $at)
    RETURN held {.id, .from, .until, .to, agent: agent.id} ORDER BY held.id LIMIT $limit
  } AS holdings,
  CASE WHEN $withTotal THEN counted END AS total
