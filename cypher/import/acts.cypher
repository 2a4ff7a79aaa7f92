// Acts that come in with what they are about. What the clock said, nobody said.
// write
// $acts list
UNWIND $acts AS row
CREATE (act:Act)
SET act = row
WITH act, row
WHERE row.person IS NOT NULL
MATCH (person:Agent {org: row.org, id: row.person})
CREATE (person)-[:SAID]->(act)
