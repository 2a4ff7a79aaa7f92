// Planning rounds by id, with who stands in them. Everybody sees a round; what is in it that they may not see is left out
// where it is read.
// read
// $org string
// $subject string
// $ids list
// -> viewer map, rounds list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents
RETURN viewer {.id, .administrator, represents: represents} AS viewer, COLLECT {
  MATCH (round:Round {org: $org})
  WHERE round.id IN $ids
  RETURN round.state
} AS rounds
