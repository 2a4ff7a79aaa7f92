// One workflow, with the agents in it and what its viewer stands for.
// read
// $org string
// $subject string
// $id string
// -> viewer map, workflow string?, cast list
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
OPTIONAL MATCH (workflow:Workflow {org: $org, id: $id})
WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  workflow.state AS workflow,
  COLLECT {
    MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent)
    RETURN agent.state
  } AS cast
