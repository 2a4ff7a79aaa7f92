// Ends the spans of the last acts about many things, before their next ones are appended.
// write
// $org string
// $at string
// $last list
UNWIND $last AS row
MATCH (before:Act {org: $org, about: row.about, sequence: row.sequence})
SET before.to = $at
