// Workflows that were implicit at a moment, those known for longest first, after a cursor: of the organisation, by how workflows
// stood; or of what an agent, and whoever belonged to it then, were party to.
// read
// $org string
// $subject string
// $agent string?
// $at string
// $time integer
// $afterSince integer
// $afterId string
// $limit integer
// -> workflows list
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
RETURN COLLECT {
  UNWIND CASE WHEN $agent IS NULL THEN [true] ELSE [] END AS whole
  CALL (eyes) {
    MATCH (standing:Standing {org: $org, phase: 'LISTENING'})
    WHERE standing.to > $time AND standing.from <= $time AND standing.implicit
      AND CASE WHEN standing.phaseSince > $afterSince THEN true ELSE standing.phaseSince = $afterSince AND standing.workflow > $afterId END
    MATCH (workflow:Workflow {org: $org, id: standing.workflow})
    WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow, standing.phaseSince AS since ORDER BY since, workflow.id LIMIT $limit
    RETURN workflow, since
  }
  MATCH (act:Act {org: $org, about: workflow.id})
  WHERE act.from <= $at AND act.to > $at
  WITH act, since ORDER BY since, act.about
  RETURN {
    since: since, state: act.state,
    cast: COLLECT {
      UNWIND [act.customer, act.performer] AS party
      MATCH (then:Act {org: $org, about: party})
      WHERE then.from <= $at AND then.to > $at
      RETURN then.state
    }
  } AS row
  UNION ALL
  MATCH (of:Agent {org: $org, id: $agent})
  UNWIND [of.id] + COLLECT {
    MATCH (of)<-[membership:MEMBER_OF]-(member:Agent)
    WHERE membership.from <= $at AND membership.to > $at
    RETURN member.id
  } AS party
  CALL (party) {
    MATCH (act:Act {org: $org, customer: party})
    USING INDEX act:Act(org, customer, from)
    WHERE act.from <= $at AND act.to > $at AND act.phase = 'LISTENING'
    RETURN act
    UNION ALL
    MATCH (act:Act {org: $org, performer: party})
    USING INDEX act:Act(org, performer, from)
    WHERE act.from <= $at AND act.to > $at AND act.phase = 'LISTENING'
    RETURN act
  }
  WITH DISTINCT eyes, act
  MATCH (workflow:Workflow {org: $org, id: act.about})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow, act
  MATCH (standing:Standing {org: $org, workflow: workflow.id})
  WHERE standing.to > $time AND standing.from <= $time AND standing.implicit
      AND CASE WHEN standing.phaseSince > $afterSince THEN true ELSE standing.phaseSince = $afterSince AND standing.workflow > $afterId END
  WITH act, standing.phaseSince AS since ORDER BY since, act.about LIMIT $limit
  RETURN {
    since: since, state: act.state,
    cast: COLLECT {
      UNWIND [act.customer, act.performer] AS party
      MATCH (then:Act {org: $org, about: party})
      WHERE then.from <= $at AND then.to > $at
      RETURN then.state
    }
  } AS row
} AS workflows
