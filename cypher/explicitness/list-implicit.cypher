// Implicit workflows, those known for longest first, after a cursor: of the organisation by their index, of some agents by what
// they are party to.
// read
// $org string
// $subject string
// $agents list?
// $afterSince string
// $afterId string
// $limit integer
// -> viewer map, workflows list
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
RETURN viewer {.id, .administrator, represents: represents} AS viewer,
COLLECT {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (eyes) {
    MATCH (workflow:Workflow {org: $org, phase: 'LISTENING', explicit: false})
    WHERE workflow.inPhaseSince >= $afterSince
      AND CASE WHEN workflow.inPhaseSince > $afterSince THEN true ELSE workflow.id > $afterId END
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.org, workflow.phase, workflow.explicit, workflow.inPhaseSince, workflow.id LIMIT $limit
    RETURN workflow
  }
  RETURN {
    since: workflow.inPhaseSince, id: workflow.id, state: workflow.state,
    cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(party:Agent) RETURN party.state }
  } AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.phase = 'LISTENING' AND NOT workflow.explicit AND workflow.inPhaseSince >= $afterSince
    AND CASE WHEN workflow.inPhaseSince > $afterSince THEN true ELSE workflow.id > $afterId END
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow ORDER BY workflow.inPhaseSince, workflow.id LIMIT $limit
  RETURN {
    since: workflow.inPhaseSince, id: workflow.id, state: workflow.state,
    cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(party:Agent) RETURN party.state }
  } AS row
} AS workflows
