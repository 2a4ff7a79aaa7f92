// Two people with many workflows between them, in each of which the same one is the Customer. Who asks whom stands in an index, which
// is gone through once, and what the viewer may not see is taken off; workflows are looked at only between those whom it may be.
// read
// $org string
// $subject string
// $workflows integer
// $agents list?
// $limit integer
// $most integer
// $evidence integer
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
    CALL (eyes) {
      MATCH (workflow:Workflow {org: $org, explicit: true})
      USING INDEX SEEK workflow:Workflow(org, explicit, phase, performer, customer, horizonDays)
      WHERE workflow.phase > '' AND workflow.performer IS NOT NULL AND workflow.customer IS NOT NULL AND workflow.horizonDays IS NOT NULL
      WITH workflow LIMIT $most
      RETURN workflow.customer AS customer, workflow.performer AS performer, count(*) AS workflows, count(*) AS passed
      UNION ALL
      MATCH (workflow:Workflow {org: $org})
      WHERE workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
        AND workflow.explicit
      RETURN workflow.customer AS customer, workflow.performer AS performer, -count(*) AS workflows, 0 AS passed
    }
    WITH customer, performer, sum(workflows) AS workflows, sum(passed) AS passed ORDER BY workflows DESC
    RETURN collect(CASE WHEN workflows >= $workflows THEN {customer: customer, performer: performer, workflows: workflows} END)[..$limit] AS pairs, sum(passed) AS passed
  }
  RETURN pairs, passed
  UNION ALL
  UNWIND CASE WHEN $agents IS NULL THEN [] ELSE [$agents] END AS agents
  CALL (agents, eyes) {
    UNWIND agents AS agent
    MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
    WHERE workflow.explicit
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH DISTINCT workflow
    WITH workflow.customer AS customer, workflow.performer AS performer, count(*) AS workflows ORDER BY workflows DESC
    RETURN collect(CASE WHEN workflows >= $workflows THEN {customer: customer, performer: performer, workflows: workflows} END)[..$limit] AS pairs
  }
  RETURN pairs, 0 AS passed
}
RETURN COLLECT {
  UNWIND pairs AS pair
  WITH pair.customer AS customer, pair.performer AS performer, pair.workflows AS workflows
  MATCH (holder:Agent {org: $org, id: customer})
  WHERE holder.kind = 'PERSON'
  MATCH (doer:Agent {org: $org, id: performer})
  WHERE doer.kind = 'PERSON'
    AND NOT EXISTS {
      MATCH (other:Workflow {org: $org, explicit: true, performer: customer, customer: performer})
      WHERE other.phase IN ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED'] AND other.horizonDays IS NOT NULL
        AND (other.private IS NULL OR any(seer IN [other.customer, other.performer] + other.successors + coalesce(other.above, []) WHERE seer IN eyes))
    }
  CALL (customer, performer, eyes) {
    MATCH (workflow:Workflow {org: $org, explicit: true, performer: performer, customer: customer})
    WHERE workflow.phase IN ['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED'] AND workflow.horizonDays IS NOT NULL
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH workflow ORDER BY workflow.id
    RETURN min(workflow.openedAt) AS since, collect(workflow.id)[..$evidence] AS oldest
  }
  RETURN {customer: customer, performer: performer, workflows: workflows, since: since, oldest: oldest}
} AS rows,
passed
