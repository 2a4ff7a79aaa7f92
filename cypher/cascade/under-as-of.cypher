// Some workflows as they stood at a moment, with everything that served them then, down to every leaf, each once. Of what
// the viewer may not see, there is no more than the edges by which it served.
// read
// $org string
// $subject string
// $ids list
// $limit integer
// $at string
// -> workflows list
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
RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (start:Workflow {org: $org, id: id})
  WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes)) AND start.openedAt <= $at
  MATCH path = (start)<-[:SERVES|SERVED*0..100]-(station:Workflow)
  WHERE all(edge IN relationships(path) WHERE edge.from <= $at AND edge.to > $at)
  WITH DISTINCT eyes, station LIMIT $limit
  MATCH (act:Act {org: $org, about: station.id})
  WHERE act.from <= $at AND act.to > $at AND act.kind = 'WORKFLOW'
  RETURN {
    id: station.id,
    state: CASE WHEN (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes)) THEN act.state END,
    serves: COLLECT {
      MATCH (station)-[serves:SERVES|SERVED]->(parent:Workflow)
      WHERE serves.from <= $at AND serves.to > $at AND NOT (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
      RETURN serves {.id, .share, .conditions, .contributions, parent: parent.id}
    }
  }
} AS workflows
