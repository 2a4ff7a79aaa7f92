// Workflows of the organisation, the newest first, after a cursor.
// read
// $org string
// $subject string
// $afterId string
// $phases list?
// $explicit boolean?
// $horizonFrom integer?
// $horizonTo integer?
// $dueFrom string?
// $dueTo string?
// $limit integer
// $withTotal boolean
// $withHidden boolean
// -> viewer map, workflows list, total integer?, hidden integer?
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
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > ''
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    AND ($phases IS NULL OR workflow.phase IN $phases)
    AND ($explicit IS NULL OR workflow.explicit = $explicit)
    AND ($horizonFrom IS NULL OR workflow.horizonDays >= $horizonFrom)
    AND ($horizonTo IS NULL OR workflow.horizonDays <= $horizonTo)
    AND ($dueFrom IS NULL OR workflow.due >= $dueFrom)
    AND ($dueTo IS NULL OR workflow.due <= $dueTo)
  RETURN count(*) AS counted
}
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withHidden THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    MATCH (workflow:Workflow {org: $org})
    WHERE workflow.id < $afterId
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
      AND ($phases IS NULL OR workflow.phase IN $phases)
      AND ($explicit IS NULL OR workflow.explicit = $explicit)
      AND ($horizonFrom IS NULL OR workflow.horizonDays >= $horizonFrom)
      AND ($horizonTo IS NULL OR workflow.horizonDays <= $horizonTo)
      AND ($dueFrom IS NULL OR workflow.due >= $dueFrom)
      AND ($dueTo IS NULL OR workflow.due <= $dueTo)
    WITH workflow ORDER BY workflow.org DESC, workflow.id DESC LIMIT $limit
    RETURN {
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS workflows,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
