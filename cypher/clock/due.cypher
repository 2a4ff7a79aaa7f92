// Workflows in which the clock has something to do by now: a proposal or a deferral ran out, a wait came due.
// read
// $orgs list?
// $now string
// $limit integer
// -> workflows list
RETURN COLLECT {
  MATCH (workflow:Workflow)
  WHERE workflow.clockAt <= $now AND ($orgs IS NULL OR workflow.org IN $orgs)
  WITH workflow ORDER BY workflow.clockAt LIMIT $limit
  RETURN {org: workflow.org, id: workflow.id, clockAt: workflow.clockAt}
} AS workflows
