// A page of workflows by id, and which of them have acts of which it is not on record how it stood after them: for a migration,
// which has no viewer.
// read
// $org string
// $afterId string
// $limit integer
// -> lastId string?, behind list
WITH COLLECT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  RETURN [workflow.id, coalesce(workflow.standingsTo, 0), workflow.version]
} AS page
RETURN page[-1][0] AS lastId, [row IN page WHERE row[1] < row[2] | row[0]] AS behind
