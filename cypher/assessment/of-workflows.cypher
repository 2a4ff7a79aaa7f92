// All assessments ever made in some workflows, in the order they were made.
// read
// $org string
// $subject string
// $ids list
// -> assessments list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (workflow:Workflow {org: $org}) WHERE workflow.id IN $ids
  MATCH (assessment:Assessment)<-[:HAS_ASSESSMENT]-(workflow)
  WITH workflow, assessment ORDER BY assessment.id
  RETURN {state: assessment.state, workflow: workflow.id}
} AS assessments
