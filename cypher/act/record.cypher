// Appends acts to the record of what they are about, and ends the span of the act before the first of them. What the clock
// says, nobody said.
// write
// $org string
// $about string
// $before integer
// $at string
// $person string?
// $acts list
OPTIONAL MATCH (before:Act {org: $org, about: $about, sequence: $before})
SET before.to = $at
WITH count(*) AS once
OPTIONAL MATCH (person:Agent {org: $org, id: $person})
WITH [each IN collect(person) WHERE each IS NOT NULL] AS speakers
UNWIND $acts AS row
CREATE (act:Act)
SET act = row
FOREACH (speaker IN speakers | CREATE (speaker)-[:SAID]->(act))
