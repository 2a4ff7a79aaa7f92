// Concerns that are taken up for more than one Customer: the same one, or several in the same words. Which words are the same an
// index knows: of an organisation all that are taken up are gone through once, of agents those alone that they are party to; and
// only what is there twice is looked at.
// read
// $org string
// $subject string
// $customers integer
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
CALL (viewer) {
  UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
  CALL (viewer) {
    MATCH (concern:Concern {org: $org, status: 'TAKEN_UP'})
    USING INDEX SEEK concern:Concern(org, status, alike, underWay)
    WHERE concern.alike > '' AND concern.underWay IS NOT NULL
    WITH concern LIMIT $most
    WITH concern.alike AS alike, sum(concern.underWay) AS workflows, count(*) AS times
    RETURN collect(CASE WHEN workflows > 1 THEN alike END) AS several, sum(times) AS passed
  }
  RETURN several, passed
  UNION ALL
  UNWIND CASE WHEN $agents IS NULL THEN [] ELSE [$agents] END AS agents
  CALL (agents) {
    UNWIND agents AS agent
    MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(:Workflow)-[:ABOUT]->(concern:Concern)
    WHERE concern.status = 'TAKEN_UP'
    RETURN collect(DISTINCT concern.alike) AS several
  }
  RETURN several, 0 AS passed
}
RETURN COLLECT {
  UNWIND several AS alike
  CALL (eyes, alike) {
    MATCH (concern:Concern {org: $org, status: 'TAKEN_UP', alike: alike})
    USING INDEX SEEK concern:Concern(org, status, alike, underWay)
    WHERE concern.underWay > 0
    MATCH (concern)<-[:ABOUT]-(workflow:Workflow)
    WHERE workflow.phase <> 'CLOSED' AND workflow.explicit
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH concern, workflow ORDER BY workflow.id
    RETURN collect(DISTINCT workflow.customer) AS customers, collect(DISTINCT concern.id) AS ids, collect(workflow {.id, .customer, .performer, .openedAt}) AS workflows
  }
  WITH customers, ids, workflows
  WHERE size(customers) >= $customers AND ($agents IS NULL OR any(one IN workflows WHERE one.customer IN $agents OR one.performer IN $agents))
  WITH customers, ids, workflows ORDER BY size(customers) DESC LIMIT $limit
  RETURN {concerns: ids, customers: customers, workflows: workflows}
} AS rows,
passed
