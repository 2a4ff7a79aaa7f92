// A page of all workflows of an organisation as they stood at a moment, as states that its interlock of that moment is made
// of. Asked for by the API itself: what of it somebody may see is judged when they ask.
// read
// $org string
// $at string
// $afterId string
// $limit integer
// -> states list, lastId string?
CALL () {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  RETURN collect(workflow.id) AS ids
}
RETURN
  COLLECT {
    UNWIND ids AS id
    MATCH (act:Act {org: $org, about: id})
    WHERE act.from <= $at AND act.to > $at AND act.kind = 'WORKFLOW'
    RETURN act.state
  } AS states,
  last(ids) AS lastId
