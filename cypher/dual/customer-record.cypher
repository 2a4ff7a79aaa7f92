// What somebody did as a Customer within a span of time, how the promises made to them ended in it and what was said of them,
// the latest first; and what they have on their hands now. A next step is either's to name, and none of a Customer's duties; a
// promise is its maker's own while it is renegotiated, and not of whoever took their place. Where they have many of their own,
// those that they kept in that span come along; and what the organisation says of how much everybody can carry.
// read
// $org string
// $subject string
// $agent string
// $from string
// $to string
// $now string
// $many integer
// $limit integer
// -> organization string, duties list, promises list, reviews list, openDuals integer, performing integer, waits list, ownKept list
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
WITH eyes, COUNT {
  MATCH (workflow:Workflow {org: $org})
  USING INDEX workflow:Workflow(org, performer, id)
  WHERE workflow.performer = $agent AND workflow.id IS NOT NULL
    AND (workflow.phase = 'EXECUTING' OR (workflow.phase = 'NEGOTIATING' AND EXISTS {
      MATCH (workflow)-[:HAS_PROMISE]->(promise:Promise)
      WHERE promise.status = 'UNDER_RENEGOTIATION' AND promise.performer = $agent
    }))
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
} AS performing
MATCH (organization:Organization {org: $org, id: $org})
RETURN organization.state AS organization, COLLECT {
  MATCH (duty:Duty {org: $org})
  WHERE duty.customer = $agent AND duty.endedAt >= $from AND duty.endedAt <= $to
  MATCH (workflow:Workflow)-[:HAS_DUTY]->(duty)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN [duty.condition, duty.done, duty.lateSeconds, duty.answerSeconds, duty.occasions, duty.withWords, duty.horizonDays]
  ORDER BY duty.endedAt DESC LIMIT $limit
} AS duties, COLLECT {
  MATCH (promise:Promise {org: $org})
  WHERE promise.customer = $agent AND promise.endedAt >= $from AND promise.endedAt <= $to
  MATCH (workflow:Workflow)-[:HAS_PROMISE]->(promise)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN [promise.status, promise.horizonDays, promise.madeAt, promise.due, promise.deliveredAt, promise.endedAt, promise.renegotiatedAt, promise.confidence]
  ORDER BY promise.endedAt DESC LIMIT $limit
} AS promises, COLLECT {
  MATCH (review:Review {org: $org})
  WHERE review.customer = $agent AND review.at >= $from AND review.at <= $to
  MATCH (workflow:Workflow)-[:HAS_REVIEW]->(review)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN review {.id, .workflow, .performer, .cycle, .clarity, .helpfulness, .at}
  ORDER BY review.at DESC LIMIT $limit
} AS reviews, COUNT {
  MATCH (workflow:Workflow {org: $org})
  USING INDEX workflow:Workflow(org, customer, id)
  WHERE workflow.customer = $agent AND workflow.id IS NOT NULL AND workflow.explicit AND workflow.phase IN ['NEGOTIATING', 'EXECUTING', 'ASSESSING']
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
} AS openDuals, performing, COLLECT {
  MATCH (:Agent {org: $org, id: $agent})-[wait:AWAITED_IN]->(workflow:Workflow)
  WHERE wait.side = 'CUSTOMER' AND wait.move <> 'NAME_NEXT_STEP' AND wait.from <= $now AND workflow.customer = $agent
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN wait.due < $now
} AS waits, COLLECT {
  UNWIND CASE WHEN performing > $many THEN [true] ELSE [] END AS asked
  MATCH (promise:Promise {org: $org})
  WHERE promise.performer = $agent AND promise.endedAt >= $from AND promise.endedAt <= $to AND promise.status = 'REDEEMED'
  MATCH (workflow:Workflow)-[:HAS_PROMISE]->(promise)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN {madeAt: promise.madeAt, endedAt: promise.endedAt}
  ORDER BY promise.endedAt DESC LIMIT $limit
} AS ownKept
