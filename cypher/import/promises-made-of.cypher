// Which proposals the promises that came in were made of.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (promise:Promise {org: $org, id: row.from})
MATCH (proposal:Proposal {org: $org, id: row.to})
CREATE (promise)-[:MADE_OF]->(proposal)
