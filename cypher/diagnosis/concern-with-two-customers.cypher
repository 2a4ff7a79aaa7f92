// Concerns that are taken up for more than one Customer: the same one, or several in the same words. All that are taken up are
// gone through once; only what is there twice is looked at.
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
  MATCH (concern:Concern {org: $org, status: 'TAKEN_UP'})
  WITH concern LIMIT $most
  WITH concern.searchText AS alike, collect(concern) AS concerns, sum(COUNT { (concern)<-[:ABOUT]-() }) AS workflows, count(*) AS times
  WITH collect(CASE WHEN workflows > 1 AND alike <> '' THEN concerns END) AS several, sum(times) AS passed
  RETURN several, passed
}
RETURN COLLECT {
  UNWIND several AS concerns
  CALL (eyes, concerns) {
    UNWIND concerns AS concern
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
