// Promises that were superseded in a span of time, when so little of theirs was left that they may have been renegotiated at the last
// minute: each with the act by which somebody asked for it, and who has taken the Customer's place since. Of some agents those that they
// made, and those of what they are party to, or were the Customer of when somebody asked to renegotiate, or since: they are held to
// what they asked for, whoever has it by now.
// read
// $org string
// $subject string
// $after string
// $until string
// $share float
// $agents list?
// $most integer
// -> rows list, passed integer
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
WITH viewer, COLLECT {
  MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
  WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
  RETURN group.id
} AS represents, COLLECT {
  UNWIND CASE WHEN viewer.administrator THEN [false] ELSE [] END AS active
  MATCH (gone:Agent {org: $org, active: active})
  RETURN gone.id
} AS gone
WITH viewer, represents, [viewer.id] + represents + gone + [own IN [viewer.id] + represents | 'above ' + own] AS eyes
CALL (eyes) {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (whole) {
    MATCH (promise:Promise {org: $org, status: 'SUPERSEDED'})
    WHERE promise.endedAt >= $after AND promise.endedAt <= $until
    WITH promise ORDER BY promise.org DESC, promise.status DESC, promise.endedAt DESC LIMIT $most
    RETURN collect(promise) AS promises
  }
  RETURN promises
  UNION ALL
  UNWIND CASE WHEN $agents IS NULL THEN [] ELSE [$agents] END AS agents
  CALL (agents, eyes) {
    UNWIND agents AS agent
    CALL (agent) {
      MATCH (promise:Promise {org: $org, performer: agent})
      USING INDEX promise:Promise(org, performer, endedAt)
      WHERE promise.endedAt >= $after AND promise.endedAt <= $until AND promise.status = 'SUPERSEDED'
      RETURN promise
      UNION ALL
      MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)-[:HAS_PROMISE]->(promise:Promise)
      WHERE promise.status = 'SUPERSEDED' AND promise.endedAt >= $after AND promise.endedAt <= $until
      RETURN promise
      UNION ALL
      MATCH (act:Act {org: $org, customer: agent})
      USING INDEX act:Act(org, customer, from)
      WHERE act.from <= $until AND act.act IN ['RENEGOTIATE', 'TAKE_OVER']
      WITH DISTINCT act.about AS id
      MATCH (workflow:Workflow {org: $org, id: id})
      MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)
      WHERE promise.status = 'SUPERSEDED' AND promise.endedAt >= $after AND promise.endedAt <= $until
      RETURN promise
    }
    WITH DISTINCT eyes, promise
    MATCH (workflow:Workflow {org: $org, id: promise.workflow})
    WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH promise ORDER BY promise.endedAt DESC LIMIT $most
    RETURN collect(promise) AS promises
  }
  RETURN promises
}
RETURN COLLECT {
  UNWIND promises AS promise
  WITH promise, datetime(promise.due).epochMillis AS due
  WHERE due - datetime(promise.endedAt).epochMillis <= $share * (due - datetime(promise.starts).epochMillis)
  MATCH (workflow:Workflow {org: $org, id: promise.workflow})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  CALL (promise, workflow) {
    MATCH (act:Act {org: $org, about: workflow.id})
    WHERE act.from >= promise.madeAt AND act.from <= promise.endedAt AND act.act = 'RENEGOTIATE'
    WITH act ORDER BY act.from DESC LIMIT 1
    RETURN act
  }
  CALL (workflow, act) {
    MATCH (later:Act {org: $org, about: workflow.id})
    WHERE later.from >= act.from AND later.act = 'TAKE_OVER' AND act.side = 'CUSTOMER'
    WITH later ORDER BY later.from
    RETURN collect({from: later.from, customer: later.customer}) AS customers
  }
  RETURN {
    workflow: workflow.id, customer: act.customer, customers: customers, performer: workflow.performer, promise: promise.id, promiser: promise.performer,
    starts: promise.starts, due: promise.due, endedAt: promise.endedAt, act: act.id, side: act.side, at: act.from
  } AS row
} AS rows,
size(promises) AS passed
