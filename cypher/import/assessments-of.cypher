// In which workflows, and of which promises, the assessments that came in are.
// write
// $org string
// $rows list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.workflow})
MATCH (assessment:Assessment {org: $org, id: row.assessment})
MATCH (promise:Promise {org: $org, id: row.promise})
CREATE (workflow)-[:HAS_ASSESSMENT]->(assessment)-[:ASSESSES]->(promise)
