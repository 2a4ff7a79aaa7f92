// Who executed promises on which horizon from when to when, as places among the moments that are asked for. In which workflows an agent
// ever did, the promises say that they made, whoever performs by now.
// read
// $org string
// $subject string
// $agents list?
// $bands list
// $times list
// $first integer
// $last integer
// $most integer
// -> spans list, passed integer
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
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (whole) {
    MATCH (standing:Standing {org: $org, phase: 'EXECUTING'})
    WHERE standing.to > $first
    WITH standing ORDER BY standing.org DESC, standing.phase DESC, standing.to DESC LIMIT $most
    RETURN standing
  }
  RETURN standing
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  CALL (agent) {
    MATCH (promise:Promise {org: $org, performer: agent})
    WHERE promise.id > ''
    RETURN DISTINCT promise.workflow AS id
  }
  MATCH (workflow:Workflow {org: $org, id: id})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH agent, workflow
  MATCH (standing:Standing {org: $org, workflow: workflow.id})
  WHERE standing.to > $first AND standing.phase = 'EXECUTING' AND standing.performer = agent
  RETURN standing
}
WITH CASE WHEN standing.from <= $last AND NOT standing.workflow IN hidden THEN standing.performer END AS performer,
  size([least IN $bands WHERE standing.horizonDays > least]) AS band, size([time IN $times WHERE time < standing.from]) AS begins, size([time IN $times WHERE time < standing.to]) AS ends
WITH performer, band, begins, ends, count(*) AS standings
RETURN collect(CASE WHEN performer IS NOT NULL AND begins < ends THEN {performer: performer, band: band, from: begins, to: ends} END) AS spans, sum(standings) AS passed
