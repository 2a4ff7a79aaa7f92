// The acts of some workflows in their order, with what they said: for a migration, which has no viewer.
// read
// $org string
// $ids list
// -> acts list
RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (act:Act {org: $org, about: id})
  WHERE act.sequence > 0 AND act.kind = 'WORKFLOW'
  RETURN act {.id, .about, .act, .side, .person, .recordedAt, .data, withWords: act.words IS NOT NULL, knowsRestated: act.state CONTAINS '"restatedAt"'} ORDER BY id, act.sequence
} AS acts
