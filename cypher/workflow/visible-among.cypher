// Which of some workflows the viewer may see: asked before something that happened in them is handed on.
// read
// $org string
// $subject string
// $ids list
// -> viewer map, visible list
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
WITH viewer, represents, [viewer.id] + represents + gone AS eyes
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    MATCH (workflow:Workflow {org: $org})
    WHERE workflow.id IN $ids
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors WHERE seer IN eyes))
    RETURN workflow.id
  } AS visible
