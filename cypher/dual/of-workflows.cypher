// What Customers owed in one cycle of each of some workflows, as it ended; and the act by which both chose to work together
// in it, unless it was taken back.
// read
// $org string
// $subject string
// $wanted list
// -> records list
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
  UNWIND $wanted AS wanted
  MATCH (workflow:Workflow {org: $org, id: wanted.id})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN {
    key: wanted.key,
    duties: COLLECT {
      MATCH (workflow)-[:HAS_DUTY]->(duty:Duty)
      WHERE duty.cycle = wanted.cycle AND duty.endedAt <= wanted.until
      RETURN duty {.*}
    },
    engaging: COLLECT {
      MATCH (act:Act {org: $org, about: workflow.id})
      WHERE act.from >= wanted.openedAt AND act.from <= wanted.until AND (act.act = 'ENGAGE' OR (act.act = 'WITHDRAW' AND act.phase = 'LISTENING'))
      RETURN {act: act.id, at: act.recordedAt, engages: act.act = 'ENGAGE'} ORDER BY act.sequence DESC LIMIT 1
    }
  }
} AS records
