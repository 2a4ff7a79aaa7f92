// Agents and concerns as they stood at a moment: the states their last acts up to it had led to.
// read
// $org string
// $subject string
// $ids list
// $kind string
// $at string
// -> states list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  UNWIND $ids AS id
  MATCH (act:Act {org: $org, about: id})
  WHERE act.from <= $at AND act.to > $at AND act.kind = $kind
  RETURN act.state
} AS states
