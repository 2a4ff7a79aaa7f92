// The ids of an organisation's workflows, the earliest first, after one.
// read
// $org string
// $afterId string
// $limit integer
// -> ids list
RETURN COLLECT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  RETURN workflow.id
} AS ids
