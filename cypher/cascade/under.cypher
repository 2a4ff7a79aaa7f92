// Some workflows with everything that serves them, down to every leaf, each once. Of what the viewer may not see, there is
// no more than the edges by which it serves: figures and ways lead through it.
// read
// $org string
// $subject string
// $ids list
// $limit integer
// -> viewer map, workflows list
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
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    UNWIND $ids AS id
    MATCH (start:Workflow {org: $org, id: id})
    WHERE (start.private IS NULL OR any(seer IN [start.customer, start.performer] + start.successors + coalesce(start.above, []) WHERE seer IN eyes))
    MATCH (start)<-[:SERVES*0..100]-(station:Workflow)
    WITH DISTINCT eyes, station LIMIT $limit
    RETURN {
      id: station.id,
      state: CASE WHEN (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes)) THEN station.state END,
      serves: COLLECT {
        MATCH (station)-[serves:SERVES]->(parent:Workflow)
        WHERE NOT (station.private IS NULL OR any(seer IN [station.customer, station.performer] + station.successors + coalesce(station.above, []) WHERE seer IN eyes))
        RETURN serves {.id, .share, .conditions, .contributions, parent: parent.id}
      }
    }
  } AS workflows
