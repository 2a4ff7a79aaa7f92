// Who said the acts that came in. What the clock said, nobody said.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (person:Agent {org: $org, id: row.from})
MATCH (act:Act {org: $org, id: row.to})
CREATE (person)-[:SAID]->(act)
