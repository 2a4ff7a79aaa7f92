// How many workflows the viewer may not see; of those that there were at a moment, where one is given.
// read
// $org string
// $subject string
// $at string?
// -> hidden integer
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
RETURN COUNT {
  MATCH (workflow:Workflow {org: $org})
  WHERE workflow.private AND NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    AND ($at IS NULL OR EXISTS {
      MATCH (act:Act {org: $org, about: workflow.id})
      WHERE act.from <= $at AND act.to > $at
    })
} AS hidden
