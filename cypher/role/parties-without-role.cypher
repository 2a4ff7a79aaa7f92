// Between whom there are workflows that are of no role yet and that the viewer may put into one: of which they, or a group that
// they represent, are party (for an administrator: somebody who has left).
// read
// $org string
// $subject string
// -> pairs list
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
WITH [viewer.id] + represents + gone AS voices
RETURN COLLECT {
  MATCH (party:Agent {org: $org})
  WHERE party.id IN voices
  MATCH (party)-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.role IS NULL
  RETURN DISTINCT [workflow.customer, workflow.performer]
} AS pairs
