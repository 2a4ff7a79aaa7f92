// What some acts said, or the states they led to and those before them, or both. A state can be as large as a plan, so these
// are read a few at a time, and only what somebody asks for.
// read
// $org string
// $subject string
// $ids list
// $withSaid boolean
// $withStates boolean
// -> contents list
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
  MATCH (act:Act {org: $org})
  WHERE act.id IN $ids
    AND (act.kind <> 'WORKFLOW' OR EXISTS { MATCH (workflow:Workflow {org: $org, id: act.about}) WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) })
    AND (act.kind <> 'CONCERN' OR EXISTS {
      MATCH (concern:Concern {org: $org, id: act.about})
      WHERE (concern.holder IN eyes
        OR NOT EXISTS { (concern)<-[:ABOUT]-(:Workflow) }
        OR EXISTS { MATCH (concern)<-[:ABOUT]-(workflow:Workflow) WHERE (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) })
    })
    AND (act.kind <> 'CONCERN' OR NOT EXISTS {
      MATCH (:Concern {org: $org, id: act.about})<-[:ABOUT]-(workflow:Workflow)
      WHERE NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) AND act.data CONTAINS workflow.id
    })
  OPTIONAL MATCH (before:Act {org: $org, about: act.about, sequence: act.sequence - 1})
  RETURN {
    id: act.id,
    data: CASE WHEN $withSaid THEN act.data END,
    state: CASE WHEN $withStates THEN act.state END,
    before: CASE WHEN $withStates THEN before.state END,
    untold: COLLECT { MATCH (:Concern {org: $org, id: act.about})<-[:ABOUT]-(workflow:Workflow) WHERE NOT (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes)) RETURN workflow.id }
  }
} AS contents
