// Workflows of one agent, the oldest first, after a cursor: those it is the Customer of and those it is the Performer of,
// each a page in the order of its index, merged. A side that is not asked for is null, and finds nothing.
// read
// $org string
// $subject string
// $customer string?
// $performer string?
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
  UNWIND CASE WHEN $withTotal THEN ['CUSTOMER_OF', 'PERFORMER_OF'] ELSE [] END AS side
  MATCH (party:Agent {org: $org, id: CASE side WHEN 'CUSTOMER_OF' THEN $customer ELSE $performer END})-[standing:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE type(standing) = side
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
  UNWIND CASE WHEN $withHidden THEN ['CUSTOMER_OF', 'PERFORMER_OF'] ELSE [] END AS side
  MATCH (party:Agent {org: $org, id: CASE side WHEN 'CUSTOMER_OF' THEN $customer ELSE $performer END})-[standing:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE type(standing) = side AND workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  viewer {.id, .administrator, represents: represents} AS viewer,
  COLLECT {
    CALL (eyes) {
      MATCH (workflow:Workflow {org: $org})
      USING INDEX workflow:Workflow(org, customer, id)
      WHERE workflow.customer = $customer AND workflow.id > $afterId
        AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
        AND ($phases IS NULL OR workflow.phase IN $phases)
        AND ($explicit IS NULL OR workflow.explicit = $explicit)
        AND ($horizonFrom IS NULL OR workflow.horizonDays >= $horizonFrom)
        AND ($horizonTo IS NULL OR workflow.horizonDays <= $horizonTo)
        AND ($dueFrom IS NULL OR workflow.due >= $dueFrom)
        AND ($dueTo IS NULL OR workflow.due <= $dueTo)
      WITH workflow ORDER BY workflow.org, workflow.customer, workflow.id LIMIT $limit
      RETURN workflow
      UNION
      MATCH (workflow:Workflow {org: $org})
      USING INDEX workflow:Workflow(org, performer, id)
      WHERE workflow.performer = $performer AND workflow.id > $afterId
        AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
        AND ($phases IS NULL OR workflow.phase IN $phases)
        AND ($explicit IS NULL OR workflow.explicit = $explicit)
        AND ($horizonFrom IS NULL OR workflow.horizonDays >= $horizonFrom)
        AND ($horizonTo IS NULL OR workflow.horizonDays <= $horizonTo)
        AND ($dueFrom IS NULL OR workflow.due >= $dueFrom)
        AND ($dueTo IS NULL OR workflow.due <= $dueTo)
      WITH workflow ORDER BY workflow.org, workflow.performer, workflow.id LIMIT $limit
      RETURN workflow
    }
    WITH workflow ORDER BY workflow.id LIMIT $limit
    RETURN {
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS workflows,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
