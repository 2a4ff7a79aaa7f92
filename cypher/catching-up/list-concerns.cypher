// A page of concerns by id, with what is kept of which others are in the same words: for a migration, which has no viewer.
// read
// $org string
// $afterId string
// $limit integer
// -> lastId string?, concerns list
WITH COLLECT {
  MATCH (concern:Concern {org: $org})
  WHERE concern.id > $afterId
  WITH concern ORDER BY concern.org, concern.id LIMIT $limit
  RETURN concern {.id, .state, .alike, .underWay}
} AS page
RETURN page[-1].id AS lastId, [one IN page | one {.state, .alike, .underWay}] AS concerns
