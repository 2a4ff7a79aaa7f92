// A page of workflows by id, and those of a role that do not say beside their state of which line: for a migration, which has no
// viewer.
// read
// $org string
// $afterId string
// $limit integer
// -> lastId string?, behind list
WITH COLLECT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  RETURN [workflow.id, CASE WHEN workflow.role IS NOT NULL AND workflow.roleLine IS NULL THEN workflow.state END]
} AS page
RETURN page[-1][0] AS lastId, [row IN page WHERE row[1] IS NOT NULL | row[1]] AS behind
