// Between whom there are workflows that are of no role yet and that the viewer may put into one: of which they, or a group that
// they represent, are party (for an administrator: somebody who has left). So many agents and workflows are looked at, and
// whether there are more: what is asked for with every role is bounded, however much somebody has been party to.
// read
// $org string
// $subject string
// $agents integer
// $workflows integer
// -> pairs list, isPartial boolean
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id LIMIT $agents
} AS gone
WITH gone, [viewer.id] + represents + gone AS voices
WITH gone, COLLECT {
  MATCH (party:Agent {org: $org})
  WHERE party.id IN voices
  MATCH (party)-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WITH workflow LIMIT $workflows
  RETURN CASE WHEN workflow.role IS NULL THEN [workflow.customer, workflow.performer] END
} AS pairs
RETURN size(gone) = $agents OR size(pairs) = $workflows AS isPartial, COLLECT {
  UNWIND pairs AS pair
  WITH DISTINCT pair WHERE pair IS NOT NULL
  RETURN pair
} AS pairs
