// The newest workflows that are of no role, each with its concern, its horizon and the conditions of its last promise: where
// roles are looked for. And the earliest ones of the newest roles that stand, to which others may be alike, with these roles.
// read
// $org string
// $subject string
// $limit integer
// $roles integer
// $each integer
// -> viewer map, zone string, workflows list, kinds list, roles list
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
MATCH (organization:Organization {org: $org, id: $org})
WITH viewer, represents, eyes, organization, COLLECT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > '' AND workflow.role IS NULL AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH workflow ORDER BY workflow.org DESC, workflow.id DESC LIMIT $limit
  RETURN [workflow.id, workflow.customer, workflow.performer, workflow.objective, workflow.starts, workflow.due, workflow.horizonDays, COLLECT {
    MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)
    WITH promise ORDER BY promise.id DESC LIMIT 1
    MATCH (promise)-[:HAS_CONDITION]->(condition:Condition)
    RETURN condition.statement ORDER BY condition.key
  }]
} AS workflows, COLLECT {
  MATCH (role:Role {org: $org})
  WHERE role.id > ''
  WITH role ORDER BY role.org DESC, role.id DESC LIMIT $roles
  WITH role WHERE role.status = 'STANDING'
  RETURN {state: role.state, workflows: COLLECT {
    MATCH (workflow:Workflow {org: $org, role: role.id})
    USING INDEX SEEK workflow:Workflow(org, role, id)
    WHERE workflow.id > '' AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.role, workflow.id LIMIT $each
    RETURN [workflow.id, workflow.customer, workflow.performer, workflow.objective, workflow.starts, workflow.due, workflow.horizonDays, COLLECT {
      MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)
      WITH promise ORDER BY promise.id DESC LIMIT 1
      MATCH (promise)-[:HAS_CONDITION]->(condition:Condition)
      RETURN condition.statement ORDER BY condition.key
    }, workflow.roleLine]
  }}
} AS roles
RETURN viewer {.id, .administrator, represents: represents} AS viewer, organization.zone AS zone, workflows, COLLECT {
  MATCH (agent:Agent {org: $org})
  WHERE agent.id IN [each IN workflows | each[1]] + [each IN workflows | each[2]] + reduce(all = [], role IN roles | all + [each IN role.workflows | each[1]] + [each IN role.workflows | each[2]])
  RETURN [agent.id, agent.kind, agent.active]
} AS kinds, roles
