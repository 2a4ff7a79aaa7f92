// Workflows that come in, all of them new, each with everything that their acts have made.
// write
// $org string
// $workflows list
UNWIND $workflows AS row
MATCH (customer:Agent {org: $org, id: row.customer})
MATCH (performer:Agent {org: $org, id: row.performer})
MATCH (concern:Concern {org: $org, id: row.concern})
CREATE (workflow:Workflow)
SET workflow = row.properties
CREATE (customer)-[:CUSTOMER_OF]->(workflow)<-[:PERFORMER_OF]-(performer)
CREATE (workflow)-[:ABOUT]->(concern)
WITH workflow, row
CALL (workflow, row) {
  UNWIND row.successors AS named
  MATCH (agent:Agent {org: $org, id: named.agent})
  CREATE (agent)-[:NAMED_FOR {side: named.side, from: named.from}]->(workflow)
}
CALL (workflow, row) {
  UNWIND row.awaited AS wait
  MATCH (agent:Agent {org: $org, id: wait.agent})
  CREATE (agent)-[awaited:AWAITED_IN]->(workflow)
  SET awaited = wait.properties
}
CALL (workflow, row) {
  UNWIND row.proposals AS each
  CREATE (proposal:Proposal)
  SET proposal = each
  CREATE (workflow)-[:HAS_PROPOSAL]->(proposal)
}
CALL (workflow, row) {
  UNWIND row.promises AS each
  CREATE (promise:Promise)
  SET promise = each.properties
  CREATE (workflow)-[:HAS_PROMISE]->(promise)
  WITH promise, each
  CALL (promise, each) {
    UNWIND each.conditions AS one
    CREATE (condition:Condition)
    SET condition = one
    CREATE (promise)-[:HAS_CONDITION]->(condition)
  }
  CALL (promise, each) {
    UNWIND each.supersedes AS replaced
    MATCH (earlier:Promise {org: $org, id: replaced})
    CREATE (promise)-[:SUPERSEDES]->(earlier)
  }
  CALL (promise, each) {
    UNWIND each.madeOf AS consented
    MATCH (proposal:Proposal {org: $org, id: consented})
    CREATE (promise)-[:MADE_OF]->(proposal)
  }
}
CALL (workflow, row) {
  UNWIND row.assessments AS each
  CREATE (assessment:Assessment)
  SET assessment = each
  CREATE (workflow)-[:HAS_ASSESSMENT]->(assessment)
  WITH assessment, each
  MATCH (promise:Promise {org: $org, id: each.promise})
  CREATE (assessment)-[:ASSESSES]->(promise)
}
