// A page of workflows as they stood at some moments, where they were in some phases then: the states they were in, and all that
// was said in them until the last moment, by which since when is told. Of the organisation by age, or of what some agents are
// party to now.
// read
// $org string
// $subject string
// $agents list?
// $phases list
// $moments list
// $last string
// $afterId string
// $limit integer
// -> rows list, lastId string?
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
  CALL (eyes) {
    UNWIND CASE WHEN $agents IS NULL THEN [true] ELSE [] END AS whole
    CALL (eyes) {
      MATCH (workflow:Workflow {org: $org})
      WHERE workflow.id > $afterId
        AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
      WITH workflow ORDER BY workflow.org, workflow.id LIMIT $limit
      RETURN workflow
    }
    RETURN workflow
    UNION ALL
    UNWIND coalesce($agents, []) AS agent
    MATCH (:Agent {org: $org, id: agent})-[:CUSTOMER_OF|PERFORMER_OF]->(workflow:Workflow)
    WHERE workflow.id > $afterId
      AND (workflow.private IS NULL OR any(seer IN [workflow.customer, workflow.performer] + workflow.successors + coalesce(workflow.above, []) WHERE seer IN eyes))
    WITH DISTINCT workflow ORDER BY workflow.id LIMIT $limit
    RETURN workflow
  }
  RETURN collect(workflow.id) AS ids
}
RETURN
  COLLECT {
    UNWIND ids AS id
    CALL (id) {
      MATCH (act:Act {org: $org, about: id})
      WHERE act.from <= $last
      WITH act ORDER BY act.sequence
      RETURN collect(act) AS acts
    }
    WITH id, acts
    WHERE any(act IN acts WHERE act.phase IN $phases AND any(moment IN $moments WHERE act.from <= moment AND act.to > moment))
    RETURN {
      workflow: id,
      said: [act IN acts | [act.act, act.phase, act.from]],
      states: [act IN acts WHERE act.phase IN $phases AND any(moment IN $moments WHERE act.from <= moment AND act.to > moment) | {from: act.from, to: act.to, state: act.state}]
    }
  } AS rows,
  last(ids) AS lastId
