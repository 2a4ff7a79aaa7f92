// The same as `workflow/record`, for many workflows that one act changes at once: their presents, whom they wait for, and
// what they promise, and what their Customers were to do.
// write
// $org string
// $workflows list
UNWIND $workflows AS row
MATCH (workflow:Workflow {org: $org, id: row.workflow})
WITH workflow, row, workflow.clockAt AS clockAt
SET workflow += row.properties,
  workflow.dutiesTo = CASE WHEN workflow.dutiesTo = row.before THEN row.properties.version ELSE workflow.dutiesTo END,
  workflow.standingsTo = CASE WHEN workflow.standingsTo = row.before THEN row.properties.version ELSE workflow.standingsTo END
SET workflow.clockAt = CASE WHEN clockAt <= row.properties.changedAt THEN clockAt ELSE row.properties.clockAt END
WITH workflow, row
CALL (workflow, row) {
  WITH workflow, row WHERE row.awaited IS NOT NULL
  OPTIONAL MATCH (workflow)<-[earlier:AWAITED_IN]-(:Agent)
  DELETE earlier
  WITH DISTINCT workflow, row
  UNWIND row.awaited AS wait
  MATCH (agent:Agent {org: $org, id: wait.agent})
  CREATE (agent)-[awaited:AWAITED_IN]->(workflow)
  SET awaited = wait.properties
}
CALL (workflow, row) {
  UNWIND row.promises AS each
  MERGE (promise:Promise {org: $org, id: each.properties.id})
  SET promise += each.properties
  MERGE (workflow)-[:HAS_PROMISE]->(promise)
  WITH promise, each
  CALL (promise, each) {
    UNWIND each.conditions AS one
    MERGE (condition:Condition {org: $org, id: one.id})
    SET condition += one
    MERGE (promise)-[:HAS_CONDITION]->(condition)
  }
  CALL (promise, each) {
    UNWIND each.supersedes AS replaced
    MATCH (earlier:Promise {org: $org, id: replaced})
    MERGE (promise)-[:SUPERSEDES]->(earlier)
  }
  CALL (promise, each) {
    UNWIND each.madeOf AS consented
    MATCH (proposal:Proposal {org: $org, id: consented})
    MERGE (promise)-[:MADE_OF]->(proposal)
  }
}
CALL (workflow, row) {
  UNWIND row.duties AS each
  CREATE (duty:Duty)
  SET duty = each
  CREATE (workflow)-[:HAS_DUTY]->(duty)
}
CALL (workflow, row) {
  UNWIND row.standings AS each
  OPTIONAL MATCH (last:Standing {org: $org, workflow: workflow.id, to: 253402300799999})
  FOREACH (ended IN CASE WHEN last.from < each.at THEN [last] ELSE [] END | SET ended.to = each.at)
  FOREACH (gone IN CASE WHEN last.from >= each.at THEN [last] ELSE [] END | DELETE gone)
  WITH workflow, each
  WHERE each.properties IS NOT NULL
  CREATE (standing:Standing)
  SET standing = each.properties
  SET standing.phaseSince = datetime(workflow.inPhaseSince).epochMillis, standing.proposals = each.properties.proposals - workflow.proposalsBefore
}
