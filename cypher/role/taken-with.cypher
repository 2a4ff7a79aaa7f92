// The states of a role that acts led to by which it was taken: what tells with which lines, where its own is from before that was
// kept. Everybody sees a role.
// read
// $org string
// $subject string
// $acts list
// -> taken list
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
RETURN COLLECT {
  MATCH (act:Act {org: $org})
  WHERE act.id IN $acts AND act.kind = 'ROLE'
  RETURN [act.id, act.state]
} AS taken
