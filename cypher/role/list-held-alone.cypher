// Workflows with a promise that is not ended, of roles that one agent alone holds at a moment, who performs in them: by role
// and workflow, after a cursor. What the viewer may not see is counted whoever performs and whatever is promised: a count by
// these would tell of it.
// read
// $org string
// $subject string
// $role string?
// $at string
// $afterRole string
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
WITH viewer, represents, eyes, COLLECT {
  MATCH (role:Role {org: $org})
  WHERE role.id >= coalesce($role, '') AND ($role IS NULL OR role.id = $role)
  WITH role, COLLECT { MATCH (role)<-[held:HOLDS_ROLE]-(holder:Agent) WHERE held.to > $at RETURN DISTINCT holder.id } AS holders
  WHERE size(holders) = 1
  RETURN {id: role.id, holder: head(holders)}
} AS alone
CALL (alone, eyes) {
  UNWIND CASE WHEN $withTotal THEN alone ELSE [] END AS one
  MATCH (workflow:Workflow {org: $org, role: one.id})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND workflow.performer = one.holder AND EXISTS { (workflow)-[:HAS_PROMISE]->(promise:Promise) WHERE promise.status IN ['IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED'] } AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS counted
}
CALL (alone, eyes) {
  UNWIND CASE WHEN $withHidden THEN alone ELSE [] END AS one
  MATCH (workflow:Workflow {org: $org, role: one.id})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    UNWIND alone AS one
    WITH one WHERE one.id >= $afterRole
    MATCH (workflow:Workflow {org: $org, role: one.id})
    USING INDEX SEEK workflow:Workflow(org, role, id)
    WHERE workflow.id > CASE WHEN one.id = $afterRole THEN $afterId ELSE '' END AND workflow.performer = one.holder AND EXISTS { (workflow)-[:HAS_PROMISE]->(promise:Promise) WHERE promise.status IN ['IN_FORCE', 'UNDER_RENEGOTIATION', 'DELIVERED'] } AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.role, workflow.id LIMIT $limit
    RETURN {
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS workflows,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
