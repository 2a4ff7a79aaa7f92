// What under negotiation needed what else under negotiation, both for so long that they may have been a ring that nobody settled, and
// from when to when: in the organisation, where those come first that ended last; or of what some agents are party to now; or of some
// workflows. Needs that have ended are kept as edges of another type.
// read
// $org string
// $subject string
// $agents list?
// $workflows list?
// $first integer
// $firstMoment string
// $before integer
// $beforeMoment string
// $length integer
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
  CALL (eyes) {
    UNWIND CASE WHEN $agents IS NULL AND $workflows IS NULL THEN [true] ELSE [] END AS whole
    CALL (whole) {
      MATCH (standing:Standing {org: $org, phase: 'NEGOTIATING'})
      WHERE standing.to > $first
      WITH standing ORDER BY standing.org DESC, standing.phase DESC, standing.to DESC LIMIT $most
      RETURN standing
    }
    RETURN standing
    UNION ALL
    UNWIND CASE WHEN $agents IS NULL THEN [] ELSE [$agents] END AS agents
    CALL (agents, eyes) {
      UNWIND agents AS agent
      MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
      WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
      WITH DISTINCT workflow
      MATCH (standing:Standing {org: $org, workflow: workflow.id})
      USING INDEX SEEK standing:Standing(org, workflow, to)
      WHERE standing.to > $first AND standing.phase = 'NEGOTIATING'
      WITH standing LIMIT $most
      RETURN standing
    }
    RETURN standing
    UNION ALL
    UNWIND CASE WHEN $workflows IS NULL THEN [] ELSE [$workflows] END AS workflows
    CALL (workflows) {
      UNWIND workflows AS id
      MATCH (standing:Standing {org: $org, workflow: id})
      USING INDEX SEEK standing:Standing(org, workflow, to)
      WHERE standing.to > $first AND standing.phase = 'NEGOTIATING'
      WITH standing LIMIT $most
      RETURN standing
    }
    RETURN standing
  }
  RETURN count(*) AS passed, collect(CASE WHEN standing.to - standing.phaseSince >= $length AND standing.phaseSince <= $before AND standing.implicit IS NULL
    THEN {workflow: standing.workflow, since: standing.phaseSince, to: standing.to} END) AS talks
}
RETURN COLLECT {
  UNWIND talks AS talk
  WITH talk.workflow AS id, talk.since AS since, max(talk.to) AS to
  MATCH (workflow:Workflow {org: $org, id: id})
  WHERE EXISTS { (workflow)<-[:DEPENDS_ON|DEPENDED_ON]-() }
  MATCH (workflow)-[need:DEPENDS_ON|DEPENDED_ON]->(provider:Workflow)
  WHERE need.kind IN ['HARD', 'SOFT'] AND need.to > $firstMoment AND need.from <= $beforeMoment
    AND EXISTS { (provider)-[:DEPENDS_ON|DEPENDED_ON]->() }
  CALL (provider) {
    MATCH (other:Standing {org: $org, workflow: provider.id})
    USING INDEX SEEK other:Standing(org, workflow, to)
    WHERE other.to > $first AND other.to - other.phaseSince >= $length AND other.phase = 'NEGOTIATING' AND other.phaseSince <= $before
    RETURN other.phaseSince AS providerSince, max(other.to) AS providerTo
  }
  // Both at the same time, for so long.
  WITH *, CASE WHEN to < providerTo THEN to ELSE providerTo END AS ends, CASE WHEN since > providerSince THEN since ELSE providerSince END AS begins
  WHERE ends - begins >= $length
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    AND (provider.private IS NULL OR any(seer IN [provider.customer, provider.performer] + provider.successors + coalesce(provider.above, []) WHERE seer IN eyes))
  WITH workflow, since, to, need, provider, providerSince, providerTo LIMIT $limit
  // What came from elsewhere had been negotiated before it was known of here.
  CALL (workflow, since) {
    MATCH (standing:Standing {org: $org, workflow: workflow.id})
    USING INDEX SEEK standing:Standing(org, workflow, to)
    WHERE standing.to > $first AND standing.phase = 'NEGOTIATING' AND standing.phaseSince = since
    RETURN min(standing.from) AS from
  }
  CALL (provider, providerSince) {
    MATCH (standing:Standing {org: $org, workflow: provider.id})
    USING INDEX SEEK standing:Standing(org, workflow, to)
    WHERE standing.to > $first AND standing.phase = 'NEGOTIATING' AND standing.phaseSince = providerSince
    RETURN min(standing.from) AS providerFrom
  }
  RETURN {
    workflow: workflow.id, customer: workflow.customer, performer: workflow.performer, provider: provider.id,
    need: need.id, from: need.from, to: need.to, isAnswered: need.status <> 'ASSERTED',
    talks: {since: since, from: from, to: to}, providerTalks: {since: providerSince, from: providerFrom, to: providerTo}
  }
} AS rows,
passed
