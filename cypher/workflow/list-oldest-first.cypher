// Workflows of the organisation, the oldest first, after a cursor.
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
// -> viewer map, workflows list, total integer?
MATCH (viewer:Agent {org: $org, subject: $subject})
WHERE viewer.active
CALL (viewer) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > ''
    AND ($phases IS NULL OR workflow.phase IN $phases)
    AND ($explicit IS NULL OR workflow.explicit = $explicit)
    AND ($horizonFrom IS NULL OR workflow.horizonDays >= $horizonFrom)
    AND ($horizonTo IS NULL OR workflow.horizonDays <= $horizonTo)
    AND ($dueFrom IS NULL OR workflow.due >= $dueFrom)
    AND ($dueTo IS NULL OR workflow.due <= $dueTo)
  RETURN count(*) AS counted
}
RETURN
  viewer {
    .id, .administrator,
    represents: COLLECT {
      MATCH (viewer)-[membership:MEMBER_OF]->(group:Agent)
      WHERE membership.representative AND membership.to = '9999-12-31T23:59:59.999Z' AND group.active
      RETURN group.id
    }
  } AS viewer,
  COLLECT {
    MATCH (workflow:Workflow {org: $org})
    WHERE workflow.id > $afterId
      AND ($phases IS NULL OR workflow.phase IN $phases)
      AND ($explicit IS NULL OR workflow.explicit = $explicit)
      AND ($horizonFrom IS NULL OR workflow.horizonDays >= $horizonFrom)
      AND ($horizonTo IS NULL OR workflow.horizonDays <= $horizonTo)
      AND ($dueFrom IS NULL OR workflow.due >= $dueFrom)
      AND ($dueTo IS NULL OR workflow.due <= $dueTo)
    WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
    RETURN {
      state: workflow.state,
      cast: COLLECT { MATCH (workflow)<-[:CUSTOMER_OF|PERFORMER_OF|NAMED_FOR]-(agent:Agent) RETURN agent.state }
    }
  } AS workflows,
  CASE WHEN $withTotal THEN counted END AS total
