// Concerns of the organisation, the newest first, after a cursor.
// read
// $org string
// $subject string
// $statuses list?
// $afterId string
// $limit integer
// $withTotal boolean
// -> concerns list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (concern:Concern {org: $org})
  WHERE concern.id > '' AND ($statuses IS NULL OR concern.status IN $statuses)
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (concern:Concern {org: $org})
    WHERE concern.id < $afterId AND ($statuses IS NULL OR concern.status IN $statuses)
    RETURN concern.state ORDER BY concern.org DESC, concern.id DESC LIMIT $limit
  } AS concerns,
  CASE WHEN $withTotal THEN counted END AS total
