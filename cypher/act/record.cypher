// Appends acts to the record of what they are about, and ends the span of the act before the first of them.
// write
// $org string
// $about string
// $before integer
// $at string
// $person string
// $acts list
OPTIONAL MATCH (before:Act {org: $org, about: $about, sequence: $before})
SET before.to = $at
WITH count(*) AS once
MATCH (person:Agent {org: $org, id: $person})
UNWIND $acts AS row
CREATE (act:Act)
SET act = row
CREATE (person)-[:SAID]->(act)
