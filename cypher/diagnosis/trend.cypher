// How many workflows stood so that they showed a finding at some moments, between which of the
// moments, by their places among them, and how many. Of the organisation, or of what some agents are party to now. The latest to
// end come first where there are more than are gone through.
// read
// $org string
// $subject string
// $agents list?
// $kind string
// $phases list
// $thresholds map
// $times list
// $first integer
// $last integer
// $before integer
// $most integer
// -> spans list
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
WITH eyes, COLLECT {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN workflow.id
} AS hidden
CALL (eyes) {
  UNWIND CASE WHEN $agents IS NULL THEN $phases ELSE [] END AS phase
  CALL (phase) {
    MATCH (standing:Standing {org: $org, phase: phase})
    WHERE standing.to > $first
    WITH standing ORDER BY standing.org DESC, standing.phase DESC, standing.to DESC LIMIT $most
    RETURN standing
  }
  RETURN standing
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  MATCH (standing:Standing {org: $org, workflow: workflow.id})
  WHERE standing.to > $first AND standing.phase IN $phases
  RETURN standing
}
WITH standing, hidden, CASE $kind
  WHEN 'LISTENING_TOO_LONG' THEN CASE
    WHEN standing.implicit IS NULL AND standing.phaseSince <= $before THEN standing.phaseSince + 86400000 * toInteger(ceil(CASE
      WHEN $thresholds.listeningShare * standing.horizonDays > $thresholds.listeningDays THEN $thresholds.listeningShare * standing.horizonDays ELSE $thresholds.listeningDays END)) END
  WHEN 'NEGOTIATING_IN_CIRCLES' THEN CASE
    WHEN standing.proposals >= $thresholds.proposals THEN 0
    WHEN standing.phaseSince <= $before THEN standing.phaseSince + 86400000 * toInteger(ceil(CASE
      WHEN $thresholds.negotiatingShare * standing.horizonDays > $thresholds.negotiatingDays THEN $thresholds.negotiatingShare * standing.horizonDays ELSE $thresholds.negotiatingDays END)) END
  WHEN 'EXECUTING_WITHOUT_A_PROMISE' THEN CASE
    WHEN standing.unpromisedFrom <= $last AND standing.phaseSince <= $before THEN standing.phaseSince + 86400000 * $thresholds.unpromisedDays END
  WHEN 'PROMISE_WITHOUT_MEASURABLE_CONDITIONS' THEN CASE
    WHEN standing.unmeasuredDays >= $thresholds.unmeasuredHorizonDays THEN 0 END
  WHEN 'CUSTOMER_SILENT' THEN standing.askedBy + ($thresholds.missedCheckIns - 1) * CASE
    WHEN standing.askedAt < standing.askedBy THEN standing.askedBy - standing.askedAt ELSE 1 END
  WHEN 'DELIVERED_NEVER_ASSESSED' THEN standing.askedAt + toInteger(ceil($thresholds.assessmentTimes * CASE
    WHEN standing.askedAt < standing.askedBy THEN standing.askedBy - standing.askedAt ELSE 1 END))
  WHEN 'SERVES_NOTHING' THEN CASE
    WHEN standing.servesNothing AND standing.phaseSince <= $before AND standing.horizonDays >= $thresholds.servesNothingHorizonDays THEN standing.phaseSince + 86400000 * $thresholds.servesNothingDays END
END AS shows
WITH standing, hidden, CASE
  WHEN shows IS NULL OR shows > $last OR shows >= standing.to OR standing.workflow IN hidden THEN null
  WHEN $kind = 'EXECUTING_WITHOUT_A_PROMISE' AND standing.unpromisedFrom > shows THEN standing.unpromisedFrom
  WHEN $kind IN ['LISTENING_TOO_LONG', 'NEGOTIATING_IN_CIRCLES'] AND shows > 0 AND standing.restsUntil > shows THEN standing.restsUntil
  ELSE shows
END AS shows
WITH standing.phase AS phase, CASE
  WHEN shows IS NULL THEN null
  ELSE [size([time IN $times WHERE time < shows OR time < standing.from]), size([time IN $times WHERE time < standing.to])]
END AS span
WITH phase, span, count(*) AS standings
RETURN collect({phase: phase, span: span, count: standings}) AS spans
