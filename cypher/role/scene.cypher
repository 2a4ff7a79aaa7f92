// A role with what a change of it has to do with, read under its locks: the workflows that somebody performs in it or is named
// to take over, those that are to be workflows of it, concerns that are open since somebody left, and which of those who spoke
// for groups still do.
// read
// $org string
// $subject string
// $role string
// $ofViewer boolean
// $performer string?
// $workflows list
// $agents list
// -> role string?, workflows list, concerns list, cast list, represents list
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
OPTIONAL MATCH (role:Role {org: $org, id: $role})
WITH eyes, role, CASE WHEN $ofViewer THEN viewer.id ELSE $performer END AS performer
WITH eyes, role, COLLECT {
  MATCH (workflow:Workflow {org: $org, role: $role})
  USING INDEX SEEK workflow:Workflow(org, role, id)
  WHERE workflow.id > '' AND workflow.phase <> 'CLOSED' AND (workflow.performer = performer OR performer IN workflow.successors)
  RETURN workflow {.state, .customer, .performer, .successors, .concern, seen: true}
  UNION
  UNWIND $workflows AS id
  MATCH (workflow:Workflow {org: $org, id: id})
  RETURN workflow {.state, .customer, .performer, .successors, .concern, seen: (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))}
} AS workflows
RETURN
  role.state AS role,
  [each IN workflows | each {.state, .seen}] AS workflows,
  COLLECT {
    UNWIND coalesce(role.vacant, []) + [each IN workflows | each.concern] AS id
    WITH DISTINCT id
    MATCH (concern:Concern {org: $org, id: id})
    RETURN concern.state
  } AS concerns,
  COLLECT {
    MATCH (agent:Agent {org: $org})
    WHERE agent.id IN $agents + coalesce(role.agents, []) + reduce(all = [], each IN workflows | all + [each.customer, each.performer] + each.successors)
    RETURN agent.state
  } AS cast,
  COLLECT {
    UNWIND coalesce(role.agents, []) AS id
    MATCH (:Agent {org: $org, id: id})-[membership:MEMBER_OF]->(group:Agent)
    WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
    RETURN {person: id, group: group.id}
  } AS represents
