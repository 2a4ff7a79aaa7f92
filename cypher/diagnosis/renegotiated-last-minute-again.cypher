// Promises that were superseded since some moment, the latest first, each with the act by which somebody asked to renegotiate
// it. One that came back by an assessment, or with a new Performer, nobody asked for.
// read
// $org string
// $subject string
// $after string
// $agents list?
// $limit integer
// -> rows list
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
RETURN COLLECT {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (eyes) {
    MATCH (promise:Promise {org: $org, status: 'SUPERSEDED'})
    WHERE promise.endedAt >= $after
    MATCH (workflow:Workflow {org: $org, id: promise.workflow})
    WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH promise, workflow ORDER BY promise.org DESC, promise.status DESC, promise.endedAt DESC LIMIT $limit
    RETURN promise, workflow
  }
  CALL (promise, workflow) {
    MATCH (act:Act {org: $org, about: workflow.id})
    WHERE act.from >= promise.madeAt AND act.from <= promise.endedAt AND act.act = 'RENEGOTIATE'
    WITH act ORDER BY act.from DESC LIMIT 1
    RETURN act
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, promise: promise.id, promiser: promise.performer, starts: promise.starts, due: promise.due, act: act.id, side: act.side, at: act.from} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)
  WHERE promise.status = 'SUPERSEDED' AND promise.endedAt >= $after
  WITH promise, workflow ORDER BY promise.endedAt DESC LIMIT $limit
  CALL (promise, workflow) {
    MATCH (act:Act {org: $org, about: workflow.id})
    WHERE act.from >= promise.madeAt AND act.from <= promise.endedAt AND act.act = 'RENEGOTIATE'
    WITH act ORDER BY act.from DESC LIMIT 1
    RETURN act
  }
  RETURN {workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, promise: promise.id, promiser: promise.performer, starts: promise.starts, due: promise.due, act: act.id, side: act.side, at: act.from} AS row
} AS rows
