// Planning rounds that come in, all of them new, with the workflows in them.
// write
// $org string
// $rounds list
UNWIND $rounds AS row
CREATE (round:Round)
SET round = row.properties
WITH round, row
UNWIND row.workflows AS id
MATCH (workflow:Workflow {org: $org, id: id})
CREATE (workflow)-[:IN_ROUND]->(round)
