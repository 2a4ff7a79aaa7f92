// In which workflows the duties that came in are.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.from})
MATCH (duty:Duty {org: $org, id: row.to})
CREATE (workflow)-[:HAS_DUTY]->(duty)
