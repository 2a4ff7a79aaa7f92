// Concerns that one agent holds, the newest first, after a cursor.
// read
// $org string
// $subject string
// $holder string
// $statuses list?
// $afterId string
// $limit integer
// $withTotal boolean
// -> concerns list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN
  COLLECT {
    MATCH (concern:Concern {org: $org})
    WHERE concern.holder = $holder AND concern.id < $afterId AND ($statuses IS NULL OR concern.status IN $statuses)
    RETURN concern.state ORDER BY concern.org DESC, concern.holder DESC, concern.id DESC LIMIT $limit
  } AS concerns,
  CASE WHEN $withTotal THEN COUNT {
    MATCH (concern:Concern {org: $org})
    WHERE concern.holder = $holder AND ($statuses IS NULL OR concern.status IN $statuses)
  } END AS total
