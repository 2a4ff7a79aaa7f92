// How many workflows that were not closed were explicit, and how many implicit, between which of some moments, by their places
// among them: of the organisation, by how workflows stood; or of what an agent, and whoever belonged to it then, were party to, by
// the acts that had led there. The latest to end come first where there are more than are gone through.
// read
// $org string
// $subject string
// $agent string?
// $moments list
// $times list
// $firstMoment string
// $lastMoment string
// $first integer
// $last integer
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
  UNWIND CASE WHEN $agent IS NULL THEN [true] ELSE [] END AS whole
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  RETURN workflow.id
} AS hidden
CALL (eyes, hidden) {
  UNWIND CASE WHEN $agent IS NULL THEN ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING'] ELSE [] END AS phase
  CALL (phase) {
    MATCH (standing:Standing {org: $org, phase: phase})
    WHERE standing.to > $first
    WITH standing ORDER BY standing.org DESC, standing.phase DESC, standing.to DESC LIMIT $most
    RETURN standing
  }
  WITH phase, standing.implicit IS NOT NULL AS implicit, CASE
    WHEN standing.from > $last OR standing.workflow IN hidden THEN null
    ELSE [size([time IN $times WHERE time < standing.from]), size([time IN $times WHERE time < standing.to])]
  END AS span
  RETURN phase, implicit, span, count(*) AS workflows
  UNION ALL
  MATCH (of:Agent {org: $org, id: $agent})
  UNWIND [{agent: of.id, from: '', to: '9999-12-31T23:59:59.999Z'}] + COLLECT {
    MATCH (of)<-[membership:MEMBER_OF]-(member:Agent)
    WHERE membership.from <= $lastMoment AND membership.to > $firstMoment
    RETURN {agent: member.id, from: membership.from, to: membership.to}
  } AS part
  CALL (part) {
    MATCH (act:Act {org: $org, customer: part.agent})
    USING INDEX act:Act(org, customer, from)
    WHERE act.from <= $lastMoment AND act.to > $firstMoment AND act.phase <> 'CLOSED'
    RETURN act
    UNION ALL
    MATCH (act:Act {org: $org, performer: part.agent})
    USING INDEX act:Act(org, performer, from)
    WHERE act.from <= $lastMoment AND act.to > $firstMoment AND act.phase <> 'CLOSED'
    RETURN act
  }
  UNWIND [place IN range(0, size($moments) - 1) WHERE act.from <= $moments[place] AND act.to > $moments[place] AND part.from <= $moments[place] AND part.to > $moments[place]] AS place
  WITH eyes, act.about AS about, collect(DISTINCT place) AS places
  MATCH (workflow:Workflow {org: $org, id: about})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow, places
  MATCH (standing:Standing {org: $org, workflow: workflow.id})
  WHERE standing.to > $first AND standing.from <= $last
  UNWIND [place IN places WHERE standing.from <= $times[place] AND standing.to > $times[place]] AS place
  RETURN null AS phase, standing.implicit IS NOT NULL AS implicit, [place, place + 1] AS span, count(*) AS workflows
}
RETURN collect({phase: phase, implicit: implicit, span: span, count: workflows}) AS spans
