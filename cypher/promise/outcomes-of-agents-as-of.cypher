// What had become by a moment of all that some agents had promised until then, counted by horizon and status: those that had not
// ended yet count as in force, whatever they were on the way to.
// read
// $org string
// $subject string
// $agents list
// $at string
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
  UNWIND $agents AS agent
  MATCH (promise:Promise {org: $org})
  USING INDEX promise:Promise(org, performer, horizonDays, id)
  WHERE promise.performer = agent AND promise.horizonDays >= 0 AND promise.id IS NOT NULL
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    AND promise.madeAt <= $at
    AND EXISTS {
      MATCH (then:Act {org: $org, about: workflow.id})
      WHERE then.from <= $at AND then.to > $at AND then.kind = 'WORKFLOW'
    }
  WITH agent, promise.horizonDays AS horizonDays, CASE WHEN promise.endedAt <= $at THEN promise.status ELSE 'IN_FORCE' END AS status, count(*) AS promises
  RETURN {agent: agent, horizonDays: horizonDays, status: status, count: promises}
} AS records
