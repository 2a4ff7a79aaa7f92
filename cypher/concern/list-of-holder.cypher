// Concerns that one agent holds, the newest first, after a cursor.
// read
// $org string
// $subject string
// $holder string
// $statuses list?
// $afterId string
// $limit integer
// $withTotal boolean
// -> concerns list, total integer?
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
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (concern:Concern {org: $org})
  WHERE concern.holder = $holder AND concern.id > '' AND ($statuses IS NULL OR concern.status IN $statuses)
    AND (concern.holder IN eyes
      OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
      OR EXISTS { MATCH (concern)<-[:ABOUT]-(workflow:Workflow) WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) })
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (concern:Concern {org: $org})
    WHERE concern.holder = $holder AND concern.id < $afterId AND ($statuses IS NULL OR concern.status IN $statuses)
      AND (concern.holder IN eyes
        OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
        OR EXISTS { MATCH (concern)<-[:ABOUT]-(workflow:Workflow) WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) })
    RETURN concern.state ORDER BY concern.org DESC, concern.holder DESC, concern.id DESC LIMIT $limit
  } AS concerns,
  CASE WHEN $withTotal THEN counted END AS total
