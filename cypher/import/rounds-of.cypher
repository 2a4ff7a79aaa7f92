// Which workflows are in the planning rounds that came in.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.from})
MATCH (round:Round {org: $org, id: row.to})
CREATE (workflow)-[:IN_ROUND]->(round)
