// How many workflows that are not closed are explicit, and how many implicit: of the organisation, or of what some agents are
// party to.
// read
// $org string
// $subject string
// $agents list?
// -> explicit integer, implicit integer
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
CALL (viewer, eyes) {
  UNWIND CASE WHEN $agents IS NULL THEN ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING'] ELSE [] END AS phase
  UNWIND [true, false] AS explicit
  MATCH (workflow:Workflow {org: $org, phase: phase, explicit: explicit})
  WHERE workflow.inPhaseSince <= '9999-12-31T23:59:59.999Z'
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(CASE WHEN workflow.explicit THEN 1 END) AS spoken, count(CASE WHEN NOT workflow.explicit THEN 1 END) AS unspoken
}
CALL (viewer, eyes) {
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.phase <> 'CLOSED'
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  RETURN count(CASE WHEN workflow.explicit THEN 1 END) AS ownSpoken, count(CASE WHEN NOT workflow.explicit THEN 1 END) AS ownUnspoken
}
RETURN spoken + ownSpoken AS explicit, unspoken + ownUnspoken AS implicit
