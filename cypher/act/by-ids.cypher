// Acts by id, each with the key that its speaker's words are sealed with and the state before it.
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
  OPTIONAL MATCH (before:Act {org: $org, about: act.about, sequence: act.sequence - 1})
  RETURN {act: properties(act), wordsKey: person.wordsKey, before: before.state}
} AS acts
