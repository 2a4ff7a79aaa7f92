// What serves a workflow, or one condition of it, and so on down to every leaf: what was promised so that it can be kept.
// The nearest first, after a cursor. Ways lead through workflows that the viewer may not see, without showing them.
// As it stood at a moment.
// read
// $org string
// $subject string
// $workflow string
// $condition string?
// $at string
// $depth integer
// $afterDistance integer
// $afterId string
// $limit integer
// $withTotal boolean
// $withHidden boolean
// -> stations list, total integer?, hidden integer?
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
  WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes)) AND start.openedAt <= $at
  MATCH path = (start)<-[:SERVES|SERVED*1..101]-(station:Workflow)
  WHERE all(edge IN relationships(path) WHERE edge.from <= $at AND edge.to > $at AND ($condition IS NULL OR endNode(edge) <> start OR $condition IN edge.conditions))
  WITH eyes, station, min(length(path)) AS distance
  WHERE distance <= $depth AND (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
  RETURN count(*) AS counted
}
CALL (eyes) {
  UNWIND CASE WHEN $withHidden THEN [true] ELSE [] END AS asked
  MATCH (start:Workflow {org: $org, id: $workflow})
  WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes)) AND start.openedAt <= $at
  MATCH path = (start)<-[:SERVES|SERVED*1..101]-(station:Workflow)
  WHERE all(edge IN relationships(path) WHERE edge.from <= $at AND edge.to > $at AND ($condition IS NULL OR endNode(edge) <> start OR $condition IN edge.conditions))
  WITH eyes, station, min(length(path)) AS distance
  WHERE distance <= $depth AND NOT (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  COLLECT {
    MATCH (start:Workflow {org: $org, id: $workflow})
    WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes)) AND start.openedAt <= $at
    MATCH path = (start)<-[:SERVES|SERVED*1..101]-(station:Workflow)
    WHERE all(edge IN relationships(path) WHERE edge.from <= $at AND edge.to > $at AND ($condition IS NULL OR endNode(edge) <> start OR $condition IN edge.conditions))
    WITH eyes, station, min(length(path)) AS distance
    WHERE distance <= $depth AND (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
      AND (distance > $afterDistance OR (distance = $afterDistance AND station.id > $afterId))
    WITH station, distance ORDER BY distance, station.id LIMIT $limit
    MATCH (act:Act {org: $org, about: station.id})
    WHERE act.from <= $at AND act.to > $at AND act.kind = 'WORKFLOW'
    RETURN {
      distance: distance,
      state: act.state,
      cast: COLLECT {
        UNWIND [act.customer, act.performer] AS party
        MATCH (then:Act {org: $org, about: party})
        WHERE then.from <= $at AND then.to > $at
        RETURN then.state
      }
    } ORDER BY distance, station.id
  } AS stations,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
