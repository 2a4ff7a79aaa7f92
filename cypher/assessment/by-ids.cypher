// Assessments by id.
// read
// $org string
// $subject string
// $ids list
// -> assessments list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (assessment:Assessment {org: $org}) WHERE assessment.id IN $ids
  RETURN {state: assessment.state, workflow: assessment.workflow}
} AS assessments
