// The acts about one thing up to a moment, by sequence, after a cursor, each with the key its words are sealed with and
// the state before it.
// read
// $org string
// $subject string
// $about string
// $until string
// $after integer
// $limit integer
// $withTotal boolean
// -> acts list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (act:Act {org: $org, about: $about})
  WHERE act.sequence > 0 AND act.recordedAt <= $until
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (act:Act {org: $org, about: $about})
    WHERE act.sequence > $after AND act.recordedAt <= $until
    WITH act ORDER BY act.org, act.about, act.sequence LIMIT $limit
    OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
    OPTIONAL MATCH (before:Act {org: $org, about: act.about, sequence: act.sequence - 1})
    RETURN {act: properties(act), wordsKey: person.wordsKey, before: before.state} ORDER BY act.org, act.about, act.sequence
  } AS acts,
  CASE WHEN $withTotal THEN counted END AS total
