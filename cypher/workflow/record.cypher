// Writes what the fold returned: the workflow's present, whom it waits for, what its new acts made, and the acts
// themselves, each with the state it led to. Lists that are empty leave their part of the graph as it is. Duties, and
// how it stood, are on record up to an act: where an older version wrote acts meanwhile, they wait for the migration that follows
// these up. What
// the clock had yet to tell when something was said, it tells all the same: its time is only put off once it has struck.
// write
// $org string
// $workflow string
// $before integer
// $properties map
// $customers list
// $performers list
// $concerns list
// $successors list?
// $awaited list?
// $proposals list
// $promises list
// $assessments list
// $duties list
// $reviews list
// $standings list
MERGE (workflow:Workflow {org: $org, id: $workflow})
WITH workflow, workflow.clockAt AS clockAt
SET workflow += $properties,
  workflow.dutiesTo = CASE WHEN $before = 0 OR workflow.dutiesTo = $before THEN $properties.version ELSE workflow.dutiesTo END,
  workflow.standingsTo = CASE WHEN $before = 0 OR workflow.standingsTo = $before THEN $properties.version ELSE workflow.standingsTo END
SET workflow.clockAt = CASE WHEN clockAt <= $properties.changedAt THEN clockAt ELSE $properties.clockAt END
WITH workflow
CALL (workflow) {
  UNWIND $customers AS party
  OPTIONAL MATCH (workflow)<-[earlier:CUSTOMER_OF]-(:Agent)
  DELETE earlier
  WITH DISTINCT workflow, party
  MATCH (agent:Agent {org: $org, id: party})
  CREATE (agent)-[:CUSTOMER_OF]->(workflow)
}
CALL (workflow) {
  UNWIND $performers AS party
  OPTIONAL MATCH (workflow)<-[earlier:PERFORMER_OF]-(:Agent)
  DELETE earlier
  WITH DISTINCT workflow, party
  MATCH (agent:Agent {org: $org, id: party})
  CREATE (agent)-[:PERFORMER_OF]->(workflow)
}
CALL (workflow) {
  UNWIND $concerns AS about
  MATCH (concern:Concern {org: $org, id: about})
  CREATE (workflow)-[:ABOUT]->(concern)
}
CALL (workflow) {
  WITH workflow WHERE $successors IS NOT NULL
  OPTIONAL MATCH (workflow)<-[earlier:NAMED_FOR]-(:Agent)
  DELETE earlier
  WITH DISTINCT workflow
  UNWIND $successors AS named
  MATCH (agent:Agent {org: $org, id: named.agent})
  CREATE (agent)-[:NAMED_FOR {side: named.side, from: named.from}]->(workflow)
}
CALL (workflow) {
  WITH workflow WHERE $awaited IS NOT NULL
  OPTIONAL MATCH (workflow)<-[earlier:AWAITED_IN]-(:Agent)
  DELETE earlier
  WITH DISTINCT workflow
  UNWIND $awaited AS wait
  MATCH (agent:Agent {org: $org, id: wait.agent})
  CREATE (agent)-[awaited:AWAITED_IN]->(workflow)
  SET awaited = wait.properties
}
CALL (workflow) {
  UNWIND $proposals AS row
  CREATE (proposal:Proposal)
  SET proposal = row
  CREATE (workflow)-[:HAS_PROPOSAL]->(proposal)
}
CALL (workflow) {
  UNWIND $promises AS row
  MERGE (promise:Promise {org: $org, id: row.properties.id})
  SET promise += row.properties
  MERGE (workflow)-[:HAS_PROMISE]->(promise)
  WITH promise, row
  CALL (promise, row) {
    UNWIND row.conditions AS each
    MERGE (condition:Condition {org: $org, id: each.id})
    SET condition += each
    MERGE (promise)-[:HAS_CONDITION]->(condition)
  }
  CALL (promise, row) {
    UNWIND row.supersedes AS replaced
    MATCH (earlier:Promise {org: $org, id: replaced})
    MERGE (promise)-[:SUPERSEDES]->(earlier)
  }
  CALL (promise, row) {
    UNWIND row.madeOf AS consented
    MATCH (proposal:Proposal {org: $org, id: consented})
    MERGE (promise)-[:MADE_OF]->(proposal)
  }
}
CALL (workflow) {
  UNWIND $assessments AS row
  CREATE (assessment:Assessment)
  SET assessment = row
  CREATE (workflow)-[:HAS_ASSESSMENT]->(assessment)
  WITH assessment, row
  MATCH (promise:Promise {org: $org, id: row.promise})
  CREATE (assessment)-[:ASSESSES]->(promise)
}
CALL (workflow) {
  UNWIND $duties AS row
  CREATE (duty:Duty)
  SET duty = row
  CREATE (workflow)-[:HAS_DUTY]->(duty)
}
CALL (workflow) {
  UNWIND $reviews AS row
  CREATE (review:Review)
  SET review = row
  CREATE (workflow)-[:HAS_REVIEW]->(review)
}
CALL (workflow) {
  UNWIND $standings AS each
  OPTIONAL MATCH (last:Standing {org: $org, workflow: workflow.id, to: 253402300799999})
  FOREACH (ended IN CASE WHEN last.from < each.at THEN [last] ELSE [] END | SET ended.to = each.at)
  FOREACH (gone IN CASE WHEN last.from >= each.at THEN [last] ELSE [] END | DELETE gone)
  WITH workflow, each
  WHERE each.properties IS NOT NULL
  CREATE (standing:Standing)
  SET standing = each.properties
  SET standing.phaseSince = datetime(workflow.inPhaseSince).epochMillis, standing.proposals = each.properties.proposals - workflow.proposalsBefore
}
