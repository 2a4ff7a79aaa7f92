// What was recorded in the organisation in a span of time, in order, after a cursor.
// read
// $org string
// $subject string
// $from string
// $to string
// $afterAt string
// $afterId string
// $limit integer
// $withTotal boolean
// -> acts list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (act:Act {org: $org})
  WHERE act.recordedAt > $from AND act.recordedAt <= $to AND act.id IS NOT NULL
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (act:Act {org: $org})
    USING INDEX act:Act(org, recordedAt, id)
    WHERE act.recordedAt >= $afterAt AND act.recordedAt > $from AND act.recordedAt <= $to AND act.id IS NOT NULL
      AND CASE WHEN act.recordedAt > $afterAt THEN true ELSE act.id > $afterId END
    WITH act ORDER BY act.org, act.recordedAt, act.id LIMIT $limit
    OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
    RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words}, wordsKey: person.wordsKey} ORDER BY act.org, act.recordedAt, act.id
  } AS acts,
  CASE WHEN $withTotal THEN counted END AS total
