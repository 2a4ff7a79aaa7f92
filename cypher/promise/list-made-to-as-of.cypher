// Promises that had been made to an agent by a moment, as they stood then: those of the workflows whose Customer it was
// at that moment, and those that had ended while it was. What the viewer may not see comes to be counted alone.
// Read in pieces.
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
  CALL (viewer) {
    MATCH (promise:Promise {org: $org})
    WHERE promise.customer = coalesce($agent, viewer.id) AND promise.due IS NOT NULL AND promise.id IS NOT NULL
    MATCH (then:Act {org: $org, about: promise.workflow})
    WHERE promise.endedAt <= $at AND then.from <= $at AND then.to > $at
    RETURN promise AS ended, then, 'ended ' + promise.id AS key
    UNION ALL
    MATCH (then:Act {org: $org})
    WHERE then.customer = coalesce($agent, viewer.id) AND then.from <= $at AND then.to > $at
    RETURN null AS ended, then, 'open ' + then.about AS key
  }
  MATCH (workflow:Workflow {org: $org, id: then.about})
  WHERE key > $afterKey
  WITH ended, then, key, workflow ORDER BY key LIMIT $limit
  RETURN {
    key: key,
    ended: ended.state,
    open: CASE WHEN ended IS NULL THEN then.state END,
    phase: then.phase,
    zone: ended.zone,
    workflow: workflow.id,
    seen: (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  } ORDER BY key
} AS promises
