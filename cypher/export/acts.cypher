// All acts about some things, each with the key that its speaker's words are sealed with: for a command, which has no viewer.
// read
// $org string
// $abouts list
// -> acts list
RETURN COLLECT {
  UNWIND $abouts AS about
  MATCH (act:Act {org: $org, about: about})
  WHERE act.sequence > 0
  OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
  RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words, .data}, wordsKey: person.wordsKey} ORDER BY about, act.sequence
} AS acts
