// A page of all workflows of an organisation, as far as its interlock goes. Asked for by the API itself, for its copy of it:
// what of it somebody may see is judged when they ask. Facts from before they said where a workflow stands in the cascade are
// passed over for its state.
// read
// $org string
// $afterId string
// $limit integer
// -> facts list, above list, lastId string?
CALL () {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  RETURN collect(CASE WHEN workflow.facts CONTAINS '"place":' THEN workflow.facts ELSE workflow.state END) AS facts,
    collect(CASE WHEN workflow.above IS NOT NULL THEN workflow {.id, .above} END) AS above, max(workflow.id) AS lastId
}
RETURN facts, above, lastId
