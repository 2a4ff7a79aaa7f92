// Workflows about some concerns, the newest first: who works on it, and who did. Read in pieces, since there may be any
// number.
// read
// $org string
// $subject string
// $concerns list
// $afterConcern string
// $afterId string
// $limit integer
// -> viewer map, rows list
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
    MATCH (concern:Concern {org: $org})<-[:ABOUT]-(workflow:Workflow)
    WHERE concern.id IN $concerns
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
      AND (concern.id > $afterConcern OR (concern.id = $afterConcern AND workflow.id < $afterId))
    WITH concern, workflow ORDER BY concern.id, workflow.id DESC LIMIT $limit
    RETURN {
      concern: concern.id,
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    } ORDER BY concern.id, workflow.id DESC
  } AS rows
