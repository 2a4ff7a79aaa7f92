// The workflows of a role, by id, after a cursor.
// read
// $org string
// $subject string
// $role string
// $phases list?
// $performer string?
// $afterId string
// $limit integer
// $withTotal boolean
// $withHidden boolean
// -> viewer map, workflows list, total integer?, hidden integer?
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
  MATCH (workflow:Workflow {org: $org, role: $role})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND ($phases IS NULL OR workflow.phase IN $phases) AND ($performer IS NULL OR workflow.performer = $performer) AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS counted
}
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withHidden THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org, role: $role})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    MATCH (workflow:Workflow {org: $org, role: $role})
    USING INDEX SEEK workflow:Workflow(org, role, id)
    WHERE workflow.id > $afterId AND ($phases IS NULL OR workflow.phase IN $phases) AND ($performer IS NULL OR workflow.performer = $performer) AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.role, workflow.id LIMIT $limit
    RETURN {
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS workflows,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
