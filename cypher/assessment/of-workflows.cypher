// Assessments ever made in some workflows, in the order they were made. Read in pieces, since there may be any number.
// read
// $org string
// $subject string
// $ids list
// $afterWorkflow string
// $afterId string
// $limit integer
// -> assessments list
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
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id IN $ids
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  MATCH (assessment:Assessment)<-[:HAS_ASSESSMENT]-(workflow)
  WHERE workflow.id > $afterWorkflow OR (workflow.id = $afterWorkflow AND assessment.id > $afterId)
  WITH workflow, assessment ORDER BY workflow.id, assessment.id LIMIT $limit
  RETURN {state: assessment.state, workflow: workflow.id} ORDER BY workflow.id, assessment.id
} AS assessments
