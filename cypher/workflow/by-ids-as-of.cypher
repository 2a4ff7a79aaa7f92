// Several workflows as they stood at a moment, each with the agents who were in it, under the names they had then.
// read
// $org string
// $subject string
// $ids list
// $at string
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
  UNWIND $ids AS id
  MATCH (workflow:Workflow {org: $org, id: id})
  WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
  MATCH (act:Act {org: $org, about: workflow.id})
  WHERE act.from <= $at AND act.to > $at AND act.kind = 'WORKFLOW'
  RETURN {
    state: act.state,
    cast: COLLECT {
      UNWIND [act.customer, act.performer] AS party
      MATCH (then:Act {org: $org, about: party})
      WHERE then.from <= $at AND then.to > $at
      RETURN then.state
    }
  }
} AS workflows
