// Planning rounds of the organisation, the newest first, after a cursor.
// read
// $org string
// $subject string
// $statuses list?
// $convener string?
// $invited string?
// $afterId string
// $limit integer
// $withTotal boolean
// -> viewer map, rounds list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (round:Round {org: $org})
  WHERE round.id > '' AND ($statuses IS NULL OR round.status IN $statuses) AND ($convener IS NULL OR round.convener = $convener) AND ($invited IS NULL OR $invited IN round.invited)
  RETURN count(*) AS counted
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    MATCH (round:Round {org: $org})
    WHERE round.id < $afterId AND ($statuses IS NULL OR round.status IN $statuses) AND ($convener IS NULL OR round.convener = $convener) AND ($invited IS NULL OR $invited IN round.invited)
    RETURN round.state ORDER BY round.org DESC, round.id DESC LIMIT $limit
  } AS rounds,
  CASE WHEN $withTotal THEN counted END AS total
