// A page of workflows by id, and which of them once executed, or do, without it being on record who performed then: for a
// migration, which has no viewer.
// read
// $org string
// $afterId string
// $limit integer
// -> lastId string?, behind list
WITH COLLECT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > $afterId
  WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
  OPTIONAL MATCH (standing:Standing {org: $org, workflow: workflow.id})
  USING INDEX SEEK standing:Standing(org, workflow, to)
  WHERE standing.to IS NOT NULL AND standing.phase = 'EXECUTING' AND standing.performer IS NULL
  WITH workflow.id AS id, count(standing) AS without ORDER BY id
  RETURN [id, without]
} AS page
RETURN page[-1][0] AS lastId, [row IN page WHERE row[1] > 0 | row[0]] AS behind
