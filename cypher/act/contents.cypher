// What some acts said, the states they led to, and the states before them. A state can be as large as a plan, so these are
// read a few at a time, and only where somebody asks for them.
// read
// $org string
// $subject string
// $ids list
// -> contents list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (act:Act {org: $org})
  WHERE act.id IN $ids
  OPTIONAL MATCH (before:Act {org: $org, about: act.about, sequence: act.sequence - 1})
  RETURN {id: act.id, data: act.data, state: act.state, before: before.state}
} AS contents
