// Appends acts to the record of what they are about, and ends the span of the act before the first of them. Each is said by
// whoever it names; what the clock says, nobody said.
// write
// $org string
// $about string
// $before integer
// $at string
// $acts list
OPTIONAL MATCH (before:Act {org: $org, about: $about, sequence: $before})
SET before.to = $at
WITH count(*) AS once
UNWIND $acts AS row
CREATE (act:Act)
SET act = row
WITH act, row
WHERE row.person IS NOT NULL
MATCH (person:Agent {org: $org, id: row.person})
CREATE (person)-[:SAID]->(act)
