// Performers who keep promises on many horizons at once, with the oldest on each. Who performs what on which horizon stands in an
// index, which is gone through once; workflows are looked at for those alone who may be such.
// read
// $org string
// $subject string
// $bands list
// $horizons integer
// $agents list?
// $limit integer
// $most integer
// -> rows list, passed integer
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
CALL (eyes) {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (eyes) {
    MATCH (workflow:Workflow {org: $org, phase: 'EXECUTING', explicit: true})
    USING INDEX SEEK workflow:Workflow(org, explicit, phase, performer, customer, horizonDays)
    WHERE workflow.performer > '' AND workflow.customer > '' AND workflow.horizonDays IS NOT NULL
    WITH workflow LIMIT $most
    WITH workflow.performer AS performer, size([least IN $bands WHERE workflow.horizonDays > least]) AS band, count(*) AS workflows
    WITH performer, count(*) AS bands, sum(workflows) AS workflows
    RETURN collect(CASE WHEN bands >= $horizons THEN performer END) AS several, sum(workflows) AS passed
  }
  RETURN several, passed
  UNION ALL
  UNWIND CASE WHEN $agents IS NULL THEN [] ELSE [$agents] END AS several
  RETURN several, 0 AS passed
}
RETURN COLLECT {
  UNWIND several AS agent
  MATCH (:Agent {org: $org, id: agent})-[:PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.phase = 'EXECUTING'
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow
  WITH workflow, size([least IN $bands WHERE workflow.horizonDays > least]) AS band
  WITH workflow.performer AS performer, band, workflow ORDER BY workflow.inPhaseSince, workflow.id
  WITH performer, band, count(*) AS workflows, collect(workflow {.id, .customer, .horizonDays, since: workflow.inPhaseSince})[0] AS oldest
  WITH performer, collect({band: band, workflows: workflows, oldest: oldest}) AS bands
  WHERE size(bands) >= $horizons
  WITH performer, bands ORDER BY size(bands) DESC LIMIT $limit
  RETURN {agent: performer, bands: bands} AS row
} AS rows,
passed
