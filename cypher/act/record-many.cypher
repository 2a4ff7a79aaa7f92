// The same as `act/record`, for the acts of many things that change at once: each is said by whoever it names.
// write
// $org string
// $acts list
UNWIND $acts AS row
CREATE (act:Act)
SET act = row
WITH act, row
WHERE row.person IS NOT NULL
MATCH (person:Agent {org: $org, id: row.person})
CREATE (person)-[:SAID]->(act)
