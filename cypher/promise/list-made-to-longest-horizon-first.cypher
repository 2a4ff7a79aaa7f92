// Promises made to one agent, or to the viewer, the longest horizon first and the newest of those that are equally long,
// after a cursor.
// read
// $org string
// $subject string
// $agent string?
// $afterHorizon integer
// $afterId string
// $statuses list?
// $counterparts list?
// $phases list?
// $horizonFrom integer?
// $horizonTo integer?
// $dueFrom string?
// $dueTo string?
// $overdue boolean?
// $atRisk boolean?
// $now string
// $riskBelow float
// $limit integer
// $withTotal boolean
// $withHidden boolean
// -> promises list, total integer?, hidden integer?
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
  MATCH (promise:Promise {org: $org})
  WHERE promise.customer = coalesce($agent, viewer.id)
    AND promise.due >= coalesce($dueFrom, '') AND promise.due <= coalesce($dueTo, '9999') AND promise.id IS NOT NULL
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  WHERE ($statuses IS NULL OR promise.status IN $statuses)
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    AND ($counterparts IS NULL OR promise.performer IN $counterparts)
    AND ($phases IS NULL OR workflow.phase IN $phases)
    AND ($horizonFrom IS NULL OR promise.horizonDays >= $horizonFrom)
    AND ($horizonTo IS NULL OR promise.horizonDays <= $horizonTo)
    AND ($overdue IS NULL OR $overdue = (promise.status IN ["IN_FORCE", "UNDER_RENEGOTIATION"] AND promise.due < $now))
    AND ($atRisk IS NULL OR $atRisk = (promise.status IN ["IN_FORCE", "UNDER_RENEGOTIATION"] AND (promise.due < $now OR coalesce(promise.forecast > promise.due, false) OR coalesce(promise.confidence < $riskBelow, false))))
  RETURN count(*) AS counted
}
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withHidden THEN [true] ELSE [] END AS asked
  MATCH (promise:Promise {org: $org})
  WHERE promise.customer = coalesce($agent, viewer.id) AND promise.due IS NOT NULL AND promise.id IS NOT NULL
  MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
  WHERE workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN count(*) AS concealed
}
RETURN
  COLLECT {
    MATCH (promise:Promise {org: $org})
    USING INDEX promise:Promise(org, customer, horizonDays, id)
    WHERE promise.customer = coalesce($agent, viewer.id)
      AND promise.horizonDays <= $afterHorizon AND promise.horizonDays >= coalesce($horizonFrom, 0) AND promise.horizonDays <= coalesce($horizonTo, $afterHorizon) AND promise.id IS NOT NULL
      AND CASE WHEN promise.horizonDays < $afterHorizon THEN true ELSE promise.id < $afterId END
    MATCH (promise)<-[:HAS_PROMISE]-(workflow:Workflow)
    WHERE ($statuses IS NULL OR promise.status IN $statuses)
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
      AND ($counterparts IS NULL OR promise.performer IN $counterparts)
      AND ($phases IS NULL OR workflow.phase IN $phases)
      AND ($overdue IS NULL OR $overdue = (promise.status IN ["IN_FORCE", "UNDER_RENEGOTIATION"] AND promise.due < $now))
      AND ($atRisk IS NULL OR $atRisk = (promise.status IN ["IN_FORCE", "UNDER_RENEGOTIATION"] AND (promise.due < $now OR coalesce(promise.forecast > promise.due, false) OR coalesce(promise.confidence < $riskBelow, false))))
      AND ($dueFrom IS NULL OR promise.due >= $dueFrom)
      AND ($dueTo IS NULL OR promise.due <= $dueTo)
    WITH promise, workflow ORDER BY promise.org DESC, promise.customer DESC, promise.horizonDays DESC, promise.id DESC LIMIT $limit
    RETURN {
      state: promise.state, zone: promise.zone, workflow: workflow.id,
      cast: COLLECT { MATCH (party:Agent {org: $org}) WHERE party.id IN [promise.performer, promise.customer] RETURN party.state }
    }
  } AS promises,
  CASE WHEN $withTotal THEN counted END AS total,
  CASE WHEN $withHidden THEN concealed END AS hidden
