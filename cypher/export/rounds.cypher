// The ids of an organisation's planning rounds, the earliest first, after one.
// read
// $org string
// $afterId string
// $limit integer
// -> ids list
RETURN COLLECT {
  MATCH (round:Round {org: $org})
  WHERE round.id > $afterId
  WITH round ORDER BY round.org, round.id LIMIT $limit
  RETURN round.id
} AS ids
