// The acts about some things up to a moment, for each of them a page by sequence after a cursor, each act with the key
// its words are sealed with. What they said and led to is read apart (`act/contents`): it is heavy.
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
      RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words}, wordsKey: person.wordsKey} ORDER BY act.org, act.about, act.sequence
    },
    total: CASE WHEN $withTotal THEN counted END
  }
} AS pages
