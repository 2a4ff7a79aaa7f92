// The acts about some things up to a moment, for each of them a page by sequence after a cursor, each act with the key
// its words are sealed with and the state before it.
// read
// $org string
// $subject string
// $abouts list
// $until string
// $after integer
// $limit integer
// $withTotal boolean
// -> pages list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  UNWIND $abouts AS about
  CALL (about) {
    UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
    MATCH (act:Act {org: $org, about: about})
    WHERE act.sequence > 0 AND act.recordedAt <= $until
    RETURN count(*) AS counted
  }
  RETURN {
    about: about,
    acts: COLLECT {
      MATCH (act:Act {org: $org, about: about})
      WHERE act.sequence > $after AND act.recordedAt <= $until
      WITH act ORDER BY act.org, act.about, act.sequence LIMIT $limit
      OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
      OPTIONAL MATCH (before:Act {org: $org, about: act.about, sequence: act.sequence - 1})
      RETURN {act: properties(act), wordsKey: person.wordsKey, before: before.state} ORDER BY act.org, act.about, act.sequence
    },
    total: CASE WHEN $withTotal THEN counted END
  }
} AS pages
