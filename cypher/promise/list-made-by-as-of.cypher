// Promises that an agent had made by a moment, as they stood then. One that had ended stands as it ended; one that had
// not is in the state of its workflow at that moment. What the viewer may not see comes to be counted alone. Read in pieces.
// read
// $org string
// $subject string
// $agent string?
// $at string
// $afterKey string
// $limit integer
// -> promises list
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
  MATCH (promise:Promise {org: $org})
  WHERE promise.performer = coalesce($agent, viewer.id) AND promise.due IS NOT NULL AND promise.id IS NOT NULL
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  MATCH (then:Act {org: $org, about: workflow.id})
  WHERE promise.madeAt <= $at AND then.from <= $at AND then.to > $at AND promise.id > $afterKey
  WITH promise, then, workflow, promise.id AS key ORDER BY key LIMIT $limit
  RETURN {
    key: key,
    ended: CASE WHEN promise.endedAt <= $at THEN promise.state END,
    open: CASE WHEN promise.endedAt <= $at THEN null ELSE then.state END,
    phase: then.phase,
    zone: promise.zone,
    workflow: workflow.id,
    seen: (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  } ORDER BY key
} AS promises
