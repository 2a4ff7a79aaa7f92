// The ids of an organisation's concerns, the earliest first, after one.
// read
// $org string
// $afterId string
// $limit integer
// -> ids list
RETURN COLLECT {
  MATCH (concern:Concern {org: $org})
  WHERE concern.id > $afterId
  WITH concern ORDER BY concern.org, concern.id LIMIT $limit
  RETURN concern.id
} AS ids
