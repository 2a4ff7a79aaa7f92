// What serves a workflow, or one condition of it, and so on down to every leaf: what was promised so that it can be kept.
// The nearest first, after a cursor. Ways lead through workflows that the viewer may not see, without showing them.
// read
// $org string
// $subject string
// $workflow string
// $condition string?
// $depth integer
// $afterDistance integer
// $afterId string
// $limit integer
// $withTotal boolean
// $withHidden boolean
// -> viewer map, stations list, total integer?, hidden integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id
} AS gone
WITH viewer, represents, [viewer.id] + represents + gone + [own IN [viewer.id] + represents | 'above ' + own] AS eyes
CALL (eyes) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (start:Workflow {org: $org, id: $workflow})
  WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes))
  MATCH path = (start)<-[:SERVES*1..101]-(station:Workflow)
  WHERE all(edge IN relationships(path) WHERE ($condition IS NULL OR endNode(edge) <> start OR $condition IN edge.conditions))
  WITH eyes, station, min(length(path)) AS distance
  WHERE distance <= $depth AND (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
  RETURN count(*) AS counted
}
CALL (eyes) {
  UNWIND CASE WHEN $withHidden THEN [true] ELSE [] END AS asked
  MATCH (start:Workflow {org: $org, id: $workflow})
  WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes))
  MATCH path = (start)<-[:SERVES*1..101]-(station:Workflow)
  WHERE all(edge IN relationships(path) WHERE ($condition IS NULL OR endNode(edge) <> start OR $condition IN edge.conditions))
  WITH eyes, station, min(length(path)) AS distance
  WHERE distance <= $depth AND NOT (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    MATCH (start:Workflow {org: $org, id: $workflow})
    WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes))
    MATCH path = (start)<-[:SERVES*1..101]-(station:Workflow)
    WHERE all(edge IN relationships(path) WHERE ($condition IS NULL OR endNode(edge) <> start OR $condition IN edge.conditions))
    WITH eyes, station, min(length(path)) AS distance
    WHERE distance <= $depth AND (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
      AND (distance > $afterDistance OR (distance = $afterDistance AND station.id > $afterId))
    WITH station, distance ORDER BY distance, station.id LIMIT $limit
    RETURN {
      distance: distance,
      state: station.state,
      cast: COLLECT { MATCH (station)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS stations,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
