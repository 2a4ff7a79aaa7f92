// What was answered to needs of workflows, in its order.
// read
// $org string
// $subject string
// $needs list
// -> answers list
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
RETURN COLLECT {
  UNWIND $needs AS need
  MATCH (workflow:Workflow {org: $org, id: need.workflow})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  MATCH (answer:Act {org: $org, about: workflow.id})
  WHERE answer.from >= need.from
    AND CASE WHEN answer.act IN ['DEPENDENCY_ACKNOWLEDGED', 'DEPENDENCY_REFUSED'] THEN answer.data CONTAINS need.need ELSE false END
  WITH need, answer ORDER BY answer.from
  RETURN {need: need.need, from: answer.from, refused: answer.act = 'DEPENDENCY_REFUSED'}
} AS answers
