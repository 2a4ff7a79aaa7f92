// A page of all workflows of an organisation, as far as its interlock goes. Asked for by the API itself, for its copy of it:
// what of it somebody may see is judged when they ask.
// read
// $org string
// $afterId string
// $limit integer
// -> facts list, lastId string?
CALL () {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  RETURN collect(coalesce(workflow.facts, workflow.state)) AS facts, max(workflow.id) AS lastId
}
RETURN facts, lastId
