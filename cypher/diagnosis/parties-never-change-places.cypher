// Two people with many workflows between them, in each of which the same one is the Customer. All workflows are gone through
// once.
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
RETURN COLLECT {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (eyes) {
    MATCH (workflow:Workflow {org: $org})
    WHERE workflow.id > ''
    WITH workflow ORDER BY workflow.org, workflow.id LIMIT $most
    WITH workflow
    WHERE workflow.explicit
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    RETURN workflow
  }
  WITH workflow.customer AS customer, workflow.performer AS performer, count(*) AS workflows, min(workflow.openedAt) AS since, collect(workflow.id)[..$evidence] AS oldest
  WHERE workflows >= $workflows
  WITH customer, performer, workflows, since, oldest ORDER BY workflows DESC LIMIT $limit
  MATCH (holder:Agent {org: $org, id: customer})
  WHERE holder.kind = 'PERSON'
  MATCH (doer:Agent {org: $org, id: performer})
  WHERE doer.kind = 'PERSON'
    AND NOT EXISTS {
      MATCH (doer)-[:CUSTOMER_OF]->(other:Workflow)
      WHERE other.performer = customer AND other.explicit
        AND (other.private IS NULL OR any(seer IN [other.customer, other.performer] + other.successors + coalesce(other.above, []) WHERE seer IN eyes))
    }
  RETURN {customer: customer, performer: performer, workflows: workflows, since: since, oldest: oldest} AS row
  UNION ALL
  UNWIND coalesce($agents, []) AS agent
  MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
  WHERE workflow.explicit
    AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  WITH DISTINCT workflow ORDER BY workflow.id
  WITH workflow.customer AS customer, workflow.performer AS performer, count(*) AS workflows, min(workflow.openedAt) AS since, collect(workflow.id)[..$evidence] AS oldest
  WHERE workflows >= $workflows
  WITH customer, performer, workflows, since, oldest ORDER BY workflows DESC LIMIT $limit
  MATCH (holder:Agent {org: $org, id: customer})
  WHERE holder.kind = 'PERSON'
  MATCH (doer:Agent {org: $org, id: performer})
  WHERE doer.kind = 'PERSON'
    AND NOT EXISTS {
      MATCH (doer)-[:CUSTOMER_OF]->(other:Workflow)
      WHERE other.performer = customer AND other.explicit
        AND (other.private IS NULL OR any(seer IN [other.customer, other.performer] + other.successors + coalesce(other.above, []) WHERE seer IN eyes))
    }
  RETURN {customer: customer, performer: performer, workflows: workflows, since: since, oldest: oldest} AS row
} AS rows,
COUNT {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.id > ''
} AS passed
