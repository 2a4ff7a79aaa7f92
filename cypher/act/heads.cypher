// Acts by id, each with the key that its speaker's words are sealed with; what they said and led to is in `act/contents`.
// read
// $org string
// $subject string
// $ids list
// -> acts list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (act:Act {org: $org})
  WHERE act.id IN $ids
  OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
  RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words}, wordsKey: person.wordsKey}
} AS acts
