// In which workflows the reviews that came in are.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.from})
MATCH (review:Review {org: $org, id: row.to})
CREATE (workflow)-[:HAS_REVIEW]->(review)
