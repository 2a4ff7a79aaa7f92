// Which workflows the proposals that came in were made in.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.from})
MATCH (proposal:Proposal {org: $org, id: row.to})
CREATE (workflow)-[:HAS_PROPOSAL]->(proposal)
