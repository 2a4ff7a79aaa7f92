// Puts duties and reviews of acts on record that were said before there were any, and when a renegotiation began that
// superseded a promise. Whoever writes to a workflow meanwhile leaves it behind once more: its id comes back.
// write
// $org string
// $rows list
// -> behind list
UNWIND $rows AS row
MATCH (workflow:Workflow {org: $org, id: row.workflow})
SET workflow.dutiesTo = row.dutiesTo
WITH workflow, row
CALL (workflow, row) {
  UNWIND row.duties AS each
  MERGE (duty:Duty {org: $org, id: each.id})
  SET duty = each
  MERGE (workflow)-[:HAS_DUTY]->(duty)
}
CALL (workflow, row) {
  UNWIND row.reviews AS each
  MERGE (review:Review {org: $org, id: each.id})
  SET review = each
  MERGE (workflow)-[:HAS_REVIEW]->(review)
}
CALL (workflow, row) {
  UNWIND row.superseded AS each
  MATCH (promise:Promise {org: $org, id: each.promise})
  SET promise.renegotiatedAt = each.at
}
WITH workflow WHERE workflow.version > workflow.dutiesTo
RETURN collect({id: workflow.id, dutiesTo: workflow.dutiesTo}) AS behind
