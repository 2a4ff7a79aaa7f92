// What was recorded in the organisation in a span of time, in order, after a cursor.
// read
// $org string
// $subject string
// $from string
// $to string
// $afterAt string
// $afterId string
// $limit integer
// $withTotal boolean
// -> acts list, total integer?
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
CALL (viewer, eyes) {
  UNWIND CASE WHEN $withTotal THEN [true] ELSE [] END AS asked
  MATCH (act:Act {org: $org})
  WHERE act.recordedAt > $from AND act.recordedAt <= $to AND act.id IS NOT NULL
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
  RETURN count(*) AS counted
}
RETURN
  COLLECT {
    MATCH (act:Act {org: $org})
    USING INDEX act:Act(org, recordedAt, id)
    WHERE act.recordedAt >= $afterAt AND act.recordedAt > $from AND act.recordedAt <= $to AND act.id IS NOT NULL
      AND CASE WHEN act.recordedAt > $afterAt THEN true ELSE act.id > $afterId END
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
    WITH act ORDER BY act.org, act.recordedAt, act.id LIMIT $limit
    OPTIONAL MATCH (person:Agent {org: $org, id: act.person})
    RETURN {act: act {.id, .kind, .about, .sequence, .act, .side, .person, .party, .saidAt, .recordedAt, .words}, wordsKey: person.wordsKey} ORDER BY act.org, act.recordedAt, act.id
  } AS acts,
  CASE WHEN $withTotal THEN counted END AS total
